#include "engine/framework/onnx.h"

#include <cmath>
#include <cstdint>
#include <map>
#include <variant>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "engine/framework/state_tensors.h"
#include "onnx/onnx_pb.h"

namespace tenfold {
namespace {

constexpr int kIrVersion = 8, kOpset = 17;
constexpr char kInput[] = "input", kOutput[] = "output";

// [N, ...shape], float32.
void SetValueInfo(const std::string& name, const Shape& shape, onnx::ValueInfoProto* info) {
  info->set_name(name);
  onnx::TypeProto::Tensor* type = info->mutable_type()->mutable_tensor_type();
  type->set_elem_type(onnx::TensorProto::FLOAT);
  type->mutable_shape()->add_dim()->set_dim_param("N");
  for (int size : shape) type->mutable_shape()->add_dim()->set_dim_value(size);
}

// A node of the graph whose attributes are being given.
class Node {
 public:
  explicit Node(onnx::NodeProto* node) : node_(node) {}

  const Node& Float(const char* name, double value) const {
    Attribute(name, onnx::AttributeProto::FLOAT)->set_f(static_cast<float>(value));
    return *this;
  }
  const Node& Int(const char* name, int value) const {
    Attribute(name, onnx::AttributeProto::INT)->set_i(value);
    return *this;
  }
  const Node& Ints(const char* name, const std::vector<int>& values) const {
    onnx::AttributeProto* attribute = Attribute(name, onnx::AttributeProto::INTS);
    for (int value : values) attribute->add_ints(value);
    return *this;
  }

 private:
  onnx::AttributeProto* Attribute(const char* name,
                                  onnx::AttributeProto::AttributeType type) const {
    onnx::AttributeProto* attribute = node_->add_attribute();
    attribute->set_name(name);
    attribute->set_type(type);
    return attribute;
  }

  onnx::NodeProto* node_;
};

// The graph of blocks; each layer goes on where the one before ended.
class Graph {
 public:
  Graph(const NetworkInfo& info, const std::vector<std::vector<float>>& weights,
        onnx::GraphProto* graph)
      : info_(info), names_(TensorNames(info)), weights_(weights), graph_(graph) {
    values_[0] = kInput;
  }

  void operator()(const Linear& layer) {
    AddWithParameters("Gemm", layer.bias ? 2 : 1).Int("transB", 1);
  }
  void operator()(const Conv2d& layer) {
    const int p = layer.padding;
    AddWithParameters("Conv", layer.bias ? 2 : 1)
        .Ints("kernel_shape", {layer.kernel_size, layer.kernel_size})
        .Ints("pads", {p, p, p, p});
  }
  void operator()(const MaxPool2d& layer) {
    AddPooling("MaxPool", layer.kernel_size).Int("ceil_mode", layer.ceil_mode ? 1 : 0);
  }
  void operator()(const AvgPool2d& layer) {
    if (layer.kernel_size == 0) {
      Add("GlobalAveragePool", {value_});
    } else {
      AddPooling("AveragePool", layer.kernel_size);
    }
  }
  void operator()(const ReLU&) { Add("Relu", {value_}); }
  void operator()(const LeakyReLU& layer) {
    Add("LeakyRelu", {value_}).Float("alpha", layer.negative_slope);
  }
  // By its formula: opset 17 has no operator for it.
  void operator()(const GELU&) {
    const std::string input = value_;
    Add("Mul", {input, input});
    Add("Mul", {value_, input});
    Add("Mul", {value_, Constant(0.044715)});
    Add("Add", {value_, input});
    Add("Mul", {value_, Constant(std::sqrt(2.0 / M_PI))});
    Add("Tanh", {value_});
    Add("Add", {value_, Constant(1.0)});
    Add("Mul", {value_, input});
    Add("Mul", {value_, Constant(0.5)});
  }
  void operator()(const ELU& layer) { Add("Elu", {value_}).Float("alpha", layer.alpha); }
  // An activation that ONNX has by the same name.
  template <class L>
  void operator()(const L&) {
    static_assert(Activations::kHas<L> && !kHasOption<L>,
                  "this layer has no operator in Graph (engine/framework/onnx.cc)");
    Add(L::kName, {value_});
  }
  void operator()(const Flatten&) { Add("Flatten", {value_}).Int("axis", 1); }
  void operator()(const Dropout&) {}
  void operator()(const LayerNorm& layer) {
    AddWithParameters("LayerNormalization", 2).Int("axis", -1).Float("epsilon", layer.epsilon);
  }
  void operator()(const BatchNorm1d& layer) { AddBatchNorm(layer); }
  void operator()(const BatchNorm2d& layer) { AddBatchNorm(layer); }
  void operator()(const Comparison&) {
    Add("Split", {value_}).Int("axis", 1);
    const std::string first = value_, second = NewName();
    graph_->mutable_node()->rbegin()->add_output(second);
    Add("Softmax", {second}).Int("axis", 1);
    Add("CumSum", {value_, AxisOne({})}).Int("reverse", 1);
    const std::string at_least = value_;
    Add("Softmax", {first}).Int("axis", 1);
    Add("Mul", {value_, at_least});
    Add("ReduceSum", {value_, AxisOne({1})});
  }

  void AddBlock(const Block& block, const BlockInfo& info) {
    value_ = values_[info.input];
    for (const Layer& layer : block.layers) std::visit(*this, layer);
    if (info.skip >= 0) Add("Add", {value_, values_[info.skip]});
    values_[info.output] = value_;
  }

  // Gives the last value the name of the output.
  void End() {
    Add("Identity", {value_});
    graph_->mutable_node()->rbegin()->set_output(0, kOutput);
  }

 private:
  std::string NewName() { return absl::StrCat("value", next_value_++); }

  // Adds a node; its output is the value from then on.
  Node Add(const char* type, const std::vector<std::string>& inputs) {
    onnx::NodeProto* node = graph_->add_node();
    node->set_op_type(type);
    for (const std::string& input : inputs) node->add_input(input);
    value_ = NewName();
    node->add_output(value_);
    return Node(node);
  }
  // The inputs are the value and the layer's parameters.
  Node AddWithParameters(const char* type, int parameters) {
    std::vector<std::string> inputs = {value_};
    for (int i = 0; i < parameters; ++i) inputs.push_back(Parameter());
    return Add(type, inputs);
  }
  // ONNX too has weight, bias, running mean and variance in this order.
  void AddBatchNorm(const BatchNorm& layer) {
    AddWithParameters("BatchNormalization", 4).Float("epsilon", layer.epsilon);
  }
  Node AddPooling(const char* type, int kernel_size) {
    return Add(type, {value_})
        .Ints("kernel_shape", {kernel_size, kernel_size})
        .Ints("strides", {kernel_size, kernel_size});
  }

  onnx::TensorProto* Initializer(const std::string& name, const Shape& shape, int type) {
    onnx::TensorProto* tensor = graph_->add_initializer();
    tensor->set_name(name);
    tensor->set_data_type(type);
    for (int size : shape) tensor->add_dims(size);
    return tensor;
  }
  std::string Parameter() {
    const size_t i = next_parameter_++;
    onnx::TensorProto* tensor =
        Initializer(names_[i], info_.parameters[i].shape, onnx::TensorProto::FLOAT);
    tensor->set_raw_data(weights_[i].data(), weights_[i].size() * sizeof(float));
    return names_[i];
  }
  std::string Constant(double value) {
    const std::string name = NewName();
    Initializer(name, {}, onnx::TensorProto::FLOAT)->add_float_data(static_cast<float>(value));
    return name;
  }
  std::string AxisOne(const Shape& shape) {
    const std::string name = NewName();
    Initializer(name, shape, onnx::TensorProto::INT64)->add_int64_data(1);
    return name;
  }

  const NetworkInfo& info_;
  const std::vector<std::string> names_;
  const std::vector<std::vector<float>>& weights_;
  onnx::GraphProto* const graph_;
  std::map<int, std::string> values_;  // by tensor
  std::string value_;                  // that a layer reads next
  int next_value_ = 0;
  size_t next_parameter_ = 0;
};

}  // namespace

std::string OnnxModel(const Network& network, const std::vector<std::vector<float>>& weights) {
  const absl::StatusOr<NetworkInfo> info = Analyze(network);
  TENFOLD_CHECK(info.ok(), info.status().message());
  for (const Block& block : network.blocks) {
    TENFOLD_CHECK(block.rows == Rows::kAll, "a block of some rows; wants a network of a text");
  }
  TENFOLD_CHECK(weights.size() == info->parameters.size(), weights.size(), " weights of ",
                info->parameters.size(), " parameters");
  onnx::ModelProto model;
  model.set_ir_version(kIrVersion);
  model.set_producer_name("tenfold");
  model.add_opset_import()->set_version(kOpset);
  onnx::GraphProto* graph = model.mutable_graph();
  graph->set_name("tenfold");
  SetValueInfo(kInput, info->blocks[0].shapes.front(), graph->add_input());
  SetValueInfo(kOutput, info->blocks.back().shapes.back(), graph->add_output());
  Graph nodes(*info, weights, graph);
  for (size_t i = 0; i < network.blocks.size(); ++i) {
    nodes.AddBlock(network.blocks[i], info->blocks[i]);
  }
  nodes.End();
  return model.SerializeAsString();
}

}  // namespace tenfold
