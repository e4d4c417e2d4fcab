#include "engine/framework/sequential.h"

#include <utility>

#include "base/check.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "engine/backends/simd/simd.h"
#include "engine/framework/state_tensors.h"
#include "engine/network/initial_weights.h"
#include "engine/network/training_state.h"

namespace tenfold {
namespace {

constexpr int kOutputTensor = 1;

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
    : engine_(&engine),
      network_(OneBlock(std::move(input_shape), std::move(layers))),
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
  Tensor output(WithRows(rows, parameters_->info.tensors[kOutputTensor].shape));
  executor.CopyTensor(kOutputTensor, output.data());
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
  const Shape expected = WithRows(rows_, parameters_->info.tensors[kOutputTensor].shape);
  TENFOLD_CHECK(rows_ > 0 && grad_output.shape() == expected, "gradient of shape ",
                ShapeToString(grad_output.shape()), " for an output of shape ",
                ShapeToString(expected));
  executor_->SetGradient(kOutputTensor, grad_output.data());
  executor_->Backward();
  Tensor grad_input(WithRows(rows_, network_.input_shape));
  executor_->CopyInputGradient(grad_input.data());
  return grad_input;
}

Tensor Sequential::Activation(int layer) const {
  const int layers = static_cast<int>(network_.blocks[0].layers.size());
  TENFOLD_CHECK(rows_ > 0 && layer >= 0 && layer < layers, "layer ", layer, " of ", layers);
  Tensor activation(WithRows(rows_, parameters_->info.blocks[0].shapes[layer + 1]));
  executor_->CopyActivation(0, layer, activation.data());
  return activation;
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
