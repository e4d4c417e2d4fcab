#include "engine/framework/sequential.h"

#include <utility>

#include "base/check.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "engine/backends/simd/simd.h"
#include "engine/framework/state_tensors.h"
#include "engine/network/initial_weights.h"
#include "engine/network/network_text.h"
#include "engine/network/training_state.h"

namespace tenfold {
namespace {

Shape InputShape(const std::vector<Layer>& layers) {
  TENFOLD_CHECK(!layers.empty() && std::holds_alternative<Linear>(layers[0]),
                "name the input's shape where the first layer is not Linear");
  return {std::get<Linear>(layers[0]).in_features};
}

Shape WithRows(int rows, const Shape& shape) {
  Shape result = {rows};
  result.insert(result.end(), shape.begin(), shape.end());
  return result;
}

absl::Status WriteSafetensors(const Safetensors& content, const std::string& path) {
  TENFOLD_ASSIGN_OR_RETURN(const std::string bytes, SafetensorsFile(content));
  return WriteFileAtomically(path, bytes);
}

absl::StatusOr<Safetensors> ReadSafetensors(const std::string& path) {
  TENFOLD_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path, kMaxSafetensorsBytes));
  return ParseSafetensors(bytes, path);
}

}  // namespace

const Backend& DefaultEngine() { return simd::GetBackend(); }

const std::string& ParameterView::name() const { return info().name; }

Tensor ParameterView::value() const {
  Tensor result(info().shape);
  parameters_->store->CopyValue(index_, result.data());
  return result;
}

Tensor ParameterView::grad() const {
  Tensor result(info().shape);
  parameters_->store->CopyGradient(index_, result.data());
  return result;
}

void ParameterView::set_value(const Tensor& value) {
  TENFOLD_CHECK(value.shape() == info().shape, name(), " has shape ", ShapeToString(info().shape),
                ", not ", ShapeToString(value.shape()));
  parameters_->store->SetValue(index_, value.data());
}

Sequential::Sequential(std::vector<Layer> layers, uint64_t seed, const Backend& engine)
    : Sequential(InputShape(layers), layers, seed, engine) {}

Sequential::Sequential(Shape input_shape, std::vector<Layer> layers, uint64_t seed,
                       const Backend& engine)
    : Sequential(OneBlock(std::move(input_shape), std::move(layers)), seed, engine) {}

Sequential::Sequential(Network network, uint64_t seed, const Backend& engine)
    : engine_(&engine),
      network_(std::move(network)),
      parameters_(std::make_shared<ParameterView::Parameters>()),
      seed_(seed) {
  absl::StatusOr<NetworkInfo> info = Analyze(network_);
  TENFOLD_CHECK(info.ok(), info.status().message());
  parameters_->info = *std::move(info);
  for (ParameterInfo& parameter : parameters_->info.parameters)
    parameter.name = parameter.name.substr(4);  // "net."
  parameters_->store = *engine_->MakeStore(network_, optimizer_);
  SetWeights(InitialWeights(parameters_->info, seed), *parameters_->store);
}

std::unique_ptr<Executor> Sequential::Plan(int max_rows, bool evaluation) const {
  PlanOptions options;
  options.max_rows = max_rows;
  options.needs_input_gradient = !evaluation;
  options.evaluation = evaluation;
  options.seed = seed_;
  absl::StatusOr<std::unique_ptr<Executor>> executor =
      engine_->Plan(network_, options, parameters_->store);
  TENFOLD_CHECK(executor.ok(), executor.status().message());
  return *std::move(executor);
}

int Sequential::RowsOf(const Tensor& input) const {
  const int rows = input.shape().empty() ? 0 : input.shape()[0];
  TENFOLD_CHECK(rows > 0 && input.shape() == WithRows(rows, network_.input_shape),
                "input of shape ", ShapeToString(input.shape()), ", rows have shape ",
                ShapeToString(network_.input_shape));
  return rows;
}

Tensor Sequential::Run(Executor& executor, const Tensor& input) const {
  const int rows = input.shape()[0];
  executor.Forward(input.data(), rows);
  Tensor output(WithRows(rows, OutputTensor().shape));
  executor.CopyTensor(parameters_->info.blocks.back().output, output.data());
  return output;
}

Tensor Sequential::Forward(const Tensor& input) {
  rows_ = RowsOf(input);
  if (executor_ == nullptr || rows_ > max_rows_) {
    executor_ = Plan(rows_, /*evaluation=*/false);
    max_rows_ = rows_;
  }
  return Run(*executor_, input);
}

Tensor Sequential::Evaluate(const Tensor& input) const {
  return Run(*Plan(RowsOf(input), /*evaluation=*/true), input);
}

Tensor Sequential::Backward(const Tensor& grad_output) {
  const Shape expected = WithRows(rows_, OutputTensor().shape);
  TENFOLD_CHECK(rows_ > 0 && grad_output.shape() == expected, "gradient of shape ",
                ShapeToString(grad_output.shape()), " for an output of shape ",
                ShapeToString(expected));
  executor_->SetGradient(parameters_->info.blocks.back().output, grad_output.data());
  executor_->Backward();
  Tensor grad_input(WithRows(rows_, network_.input_shape));
  executor_->CopyInputGradient(grad_input.data());
  return grad_input;
}

Tensor Sequential::Activation(int layer) const {
  TENFOLD_CHECK(rows_ > 0 && layer >= 0 && layer < size(), "layer ", layer, " of ", size());
  size_t block = 0;
  while (layer >= NumModules(network_.blocks[block])) layer -= NumModules(network_.blocks[block++]);
  const BlockInfo& info = parameters_->info.blocks[block];
  const bool is_residual = info.skip >= 0;
  Tensor activation(WithRows(rows_, is_residual ? info.shapes.back() : info.shapes[layer + 1]));
  if (is_residual) {
    executor_->CopyTensor(info.output, activation.data());
  } else {
    executor_->CopyActivation(static_cast<int>(block), layer, activation.data());
  }
  return activation;
}

int Sequential::size() const {
  int size = 0;
  for (const Block& block : network_.blocks) size += NumModules(block);
  return size;
}

const TensorInfo& Sequential::OutputTensor() const {
  return parameters_->info.tensors[parameters_->info.blocks.back().output];
}

std::vector<ParameterView> Sequential::Parameters() {
  std::vector<ParameterView> parameters;
  for (size_t i = 0; i < parameters_->info.parameters.size(); ++i) {
    parameters.push_back(ParameterView(parameters_, static_cast<int>(i)));
  }
  return parameters;
}

void Sequential::ZeroGrad() { parameters_->store->ZeroGrad(); }

void Sequential::SetOptimizer(const OptimizerOptions& optimizer) {
  const std::vector<std::vector<float>> weights =
      GetWeights(parameters_->info, *parameters_->store);
  optimizer_ = optimizer;
  parameters_->store = *engine_->MakeStore(network_, optimizer_);
  SetWeights(weights, *parameters_->store);
  executor_ = nullptr;
  rows_ = 0;
}

void Sequential::Step(double learning_rate) {
  if (executor_ == nullptr) {
    executor_ = Plan(1, /*evaluation=*/false);
    max_rows_ = 1;
  }
  executor_->Step(learning_rate);
}

absl::Status Sequential::Save(const std::string& path) const {
  const NetworkInfo& info = parameters_->info;
  return WriteSafetensors(
      TrainingStateFile(info, GetTrainingState(info, optimizer_, *parameters_->store)), path);
}

absl::Status Sequential::Load(const std::string& path) {
  TENFOLD_ASSIGN_OR_RETURN(const Safetensors file, ReadSafetensors(path));
  TENFOLD_ASSIGN_OR_RETURN(const TrainingState state,
                           TrainingStateOf(file, parameters_->info, optimizer_, path));
  SetTrainingState(parameters_->info, state, *parameters_->store);
  return absl::OkStatus();
}

absl::Status Sequential::SaveWeights(const std::string& path) const {
  const NetworkInfo& info = parameters_->info;
  return WriteSafetensors({WeightTensors(info, GetWeights(info, *parameters_->store)), {}}, path);
}

absl::Status Sequential::LoadWeights(const std::string& path) {
  TENFOLD_ASSIGN_OR_RETURN(const Safetensors file, ReadSafetensors(path));
  TENFOLD_ASSIGN_OR_RETURN(const std::vector<std::vector<float>> weights,
                           WeightsOf(file, parameters_->info, path));
  SetWeights(weights, *parameters_->store);
  return absl::OkStatus();
}

}  // namespace tenfold
