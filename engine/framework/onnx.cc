#include "engine/framework/onnx.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "base/status_macros.h"
#include "engine/framework/state_tensors.h"
#include "engine/network/network.h"

namespace tenfold {
namespace {

// A message of Protocol Buffers, as bytes. Field numbers are those of onnx.proto.
class Message {
 public:
  Message& Integer(int field, int64_t value) {
    Tag(field, 0);
    Varint(static_cast<uint64_t>(value));
    return *this;
  }
  Message& Float(int field, float value) {
    Tag(field, 5);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof(value));
    return *this;
  }
  Message& Bytes(int field, absl::string_view value) {
    Tag(field, 2);
    Varint(value.size());
    bytes_.append(value.data(), value.size());
    return *this;
  }
  Message& Add(int field, const Message& message) { return Bytes(field, message.bytes_); }

  const std::string& bytes() const { return bytes_; }

 private:
  void Tag(int field, int wire_type) { Varint(static_cast<uint64_t>(field) << 3 | wire_type); }
  void Varint(uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<char>(value | 0x80));
    bytes_.push_back(static_cast<char>(value));
  }

  std::string bytes_;
};

constexpr int kFloat = 1, kInt64 = 7;  // TensorProto.DataType

Message FloatAttribute(const std::string& name, double value) {
  return Message().Bytes(1, name).Float(2, static_cast<float>(value)).Integer(20, /*FLOAT*/ 1);
}
Message IntAttribute(const std::string& name, int64_t value) {
  return Message().Bytes(1, name).Integer(3, value).Integer(20, /*INT*/ 2);
}
Message IntsAttribute(const std::string& name, const std::vector<int64_t>& values) {
  Message attribute;
  attribute.Bytes(1, name);
  for (int64_t value : values) attribute.Integer(8, value);
  return attribute.Integer(20, /*INTS*/ 7);
}

// A ValueInfoProto of [N, ...shape].
Message ValueInfo(const std::string& name, const Shape& shape) {
  Message dimensions;
  dimensions.Add(1, Message().Bytes(2, "N"));
  for (int size : shape) dimensions.Add(1, Message().Integer(1, size));
  return Message().Bytes(1, name).Add(
      2, Message().Add(1, Message().Integer(1, kFloat).Add(2, dimensions)));
}

// The graph of a chain of layers, node by node; each visit of a layer goes on where the last ended.
class Graph {
 public:
  Graph(const NetworkInfo& info, const std::vector<std::vector<float>>& weights)
      : info_(info), names_(TensorNames(info)), weights_(weights) {}

  void operator()(const Linear& layer) {
    std::vector<std::string> inputs = {value_, Parameter()};
    if (layer.bias) inputs.push_back(Parameter());
    Node("Gemm", inputs, {IntAttribute("transB", 1)});
  }
  void operator()(const Conv2d& layer) {
    std::vector<std::string> inputs = {value_, Parameter()};
    if (layer.bias) inputs.push_back(Parameter());
    const int64_t k = layer.kernel_size, p = layer.padding;
    Node("Conv", inputs,
         {IntsAttribute("kernel_shape", {k, k}), IntsAttribute("pads", {p, p, p, p})});
  }
  void operator()(const MaxPool2d& layer) {
    const int64_t k = layer.kernel_size;
    Node("MaxPool", {value_},
         {IntsAttribute("kernel_shape", {k, k}), IntsAttribute("strides", {k, k}),
          IntAttribute("ceil_mode", layer.ceil_mode ? 1 : 0)});
  }
  void operator()(const AvgPool2d& layer) {
    const int64_t k = layer.kernel_size;
    if (k == 0) return Node("GlobalAveragePool", {value_});
    Node("AveragePool", {value_},
         {IntsAttribute("kernel_shape", {k, k}), IntsAttribute("strides", {k, k})});
  }
  void operator()(const ReLU&) { Node("Relu", {value_}); }
  void operator()(const Tanh&) { Node("Tanh", {value_}); }
  void operator()(const LeakyReLU& layer) {
    Node("LeakyRelu", {value_}, {FloatAttribute("alpha", layer.negative_slope)});
  }
  void operator()(const Sigmoid&) { Node("Sigmoid", {value_}); }
  // The formula of its tanh form, which opset 17 has no operator for.
  void operator()(const GELU&) {
    const std::string input = value_;
    Node("Mul", {input, input});
    Node("Mul", {value_, input});
    Node("Mul", {value_, Constant(0.044715f)});
    Node("Add", {value_, input});
    Node("Mul", {value_, Constant(static_cast<float>(std::sqrt(2.0 / M_PI)))});
    Node("Tanh", {value_});
    Node("Add", {value_, Constant(1.0f)});
    Node("Mul", {value_, input});
    Node("Mul", {value_, Constant(0.5f)});
  }
  void operator()(const ELU& layer) {
    Node("Elu", {value_}, {FloatAttribute("alpha", layer.alpha)});
  }
  void operator()(const Softplus&) { Node("Softplus", {value_}); }
  void operator()(const Flatten&) { Node("Flatten", {value_}, {IntAttribute("axis", 1)}); }
  void operator()(const Dropout&) {}
  void operator()(const LayerNorm& layer) {
    Node("LayerNormalization", {value_, Parameter(), Parameter()},
         {IntAttribute("axis", -1), FloatAttribute("epsilon", layer.epsilon)});
  }
  // Both kinds. weight, bias, running mean and variance in ONNX's order too.
  void operator()(const BatchNorm& layer) {
    std::vector<std::string> inputs = {value_};
    for (int i = 0; i < 4; ++i) inputs.push_back(Parameter());
    Node("BatchNormalization", inputs, {FloatAttribute("epsilon", layer.epsilon)});
  }
  void operator()(const Comparison&) {
    const std::string first = Name(), second = Name();
    graph_.Add(1, Message()
                      .Bytes(1, value_)
                      .Bytes(2, first)
                      .Bytes(2, second)
                      .Bytes(4, "Split")
                      .Add(5, IntAttribute("axis", 1)));
    Node("Softmax", {second}, {IntAttribute("axis", 1)});
    Node("CumSum", {value_, AxisConstant({})}, {IntAttribute("reverse", 1)});
    const std::string sums = value_;
    Node("Softmax", {first}, {IntAttribute("axis", 1)});
    Node("Mul", {value_, sums});
    Node("ReduceSum", {value_, AxisConstant({1})});
  }

  // ModelProto.
  std::string Finish() {
    const std::string result = value_;
    graph_.Add(1, Message().Bytes(1, result).Bytes(2, "output").Bytes(4, "Identity"));
    graph_.Bytes(2, "tenfold");
    graph_.Add(11, ValueInfo("input", info_.blocks[0].shapes.front()));
    graph_.Add(12, ValueInfo("output", info_.blocks[0].shapes.back()));
    return Message()
        .Integer(1, 8)
        .Bytes(2, "tenfold")
        .Add(7, graph_)
        .Add(8, Message().Bytes(1, "").Integer(2, 17))
        .bytes();
  }

 private:
  std::string Name() { return absl::StrCat("value", next_value_++); }

  // Adds a NodeProto; its output is the value from then on.
  void Node(absl::string_view type, const std::vector<std::string>& inputs,
            const std::vector<Message>& attributes = {}) {
    Message node;
    for (const std::string& input : inputs) node.Bytes(1, input);
    value_ = Name();
    node.Bytes(2, value_).Bytes(4, type);
    for (const Message& attribute : attributes) node.Add(5, attribute);
    graph_.Add(1, node);
  }

  // Adds a TensorProto with these bytes.
  std::string Initializer(const std::string& name, int type, const Shape& shape,
                          absl::string_view bytes) {
    Message tensor;
    for (int size : shape) tensor.Integer(1, size);
    graph_.Add(5, tensor.Integer(2, type).Bytes(8, name).Bytes(9, bytes));
    return name;
  }

  std::string Parameter() {
    const size_t i = next_parameter_++;
    return Initializer(
        names_[i], kFloat, info_.parameters[i].shape,
        {reinterpret_cast<const char*>(weights_[i].data()), weights_[i].size() * sizeof(float)});
  }
  std::string Constant(float value) {
    return Initializer(Name(), kFloat, {}, {reinterpret_cast<const char*>(&value), sizeof(value)});
  }
  // The axis 1, of this shape.
  std::string AxisConstant(const Shape& shape) {
    const int64_t axis = 1;
    return Initializer(Name(), kInt64, shape, {reinterpret_cast<const char*>(&axis), sizeof(axis)});
  }

  const NetworkInfo& info_;
  const std::vector<std::string> names_;
  const std::vector<std::vector<float>>& weights_;
  Message graph_;  // GraphProto
  std::string value_ = "input";
  int next_value_ = 0;
  size_t next_parameter_ = 0;
};

}  // namespace

absl::StatusOr<std::string> OnnxModel(const Shape& input_shape, const std::vector<Layer>& layers,
                                      const std::vector<std::vector<float>>& weights) {
  TENFOLD_ASSIGN_OR_RETURN(const NetworkInfo info, Analyze(OneBlock(input_shape, layers)));
  bool fits = weights.size() == info.parameters.size();
  for (size_t i = 0; fits && i < weights.size(); ++i) {
    fits = static_cast<int64_t>(weights[i].size()) == NumElements(info.parameters[i].shape);
  }
  if (!fits) return absl::InvalidArgumentError("the weights are not those of the layers");
  Graph graph(info, weights);
  for (const Layer& layer : layers) std::visit(graph, layer);
  return graph.Finish();
}

}  // namespace tenfold
