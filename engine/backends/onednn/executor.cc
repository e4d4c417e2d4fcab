#include "engine/backends/onednn/executor.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/status/status.h"
#include "base/check.h"
#include "base/status_macros.h"

namespace tenfold::onednn {

absl::StatusOr<std::unique_ptr<OneDnnExecutor>> OneDnnExecutor::Make(
    const Network& network, const PlanOptions& options,
    std::shared_ptr<blockwise::CanonicalStore<float>> store) {
  TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(network));
  TENFOLD_ASSIGN_OR_RETURN(std::vector<int> loss_tensors, CheckPlanOptions(info, options));
  TENFOLD_CHECK(store != nullptr && store->parameters().size() == info.parameters.size(),
                "the store was made for another network");
  std::unique_ptr<OneDnnExecutor> executor(new OneDnnExecutor);
  executor->loss_tensors_ = std::move(loss_tensors);
  executor->network_ = network;
  executor->info_ = std::move(info);
  executor->options_ = options;
  executor->store_ = std::move(store);
  for (const blockwise::Parameter<float>& parameter : executor->store_->parameters()) {
    executor->earlier_gradients_.emplace_back(parameter.grad.size());
  }
  const OneThread one_thread;
  TENFOLD_RETURN_IF_ERROR(executor->PlanFor(options.max_rows));
  return executor;
}

absl::Status OneDnnExecutor::PlanFor(int rows) {
  TENFOLD_ASSIGN_OR_RETURN(auto plan,
                           PlannedNetwork::Make(network_, info_, rows, options_, *store_));
  plan_ = plan.get();
  plans_.emplace(rows, std::move(plan));
  return absl::OkStatus();
}

double OneDnnExecutor::TrainStep(const float* input, int rows, absl::Span<const Targets> targets,
                                 double learning_rate) {
  Forward(input, rows);
  const double loss = ComputeLoss(targets);
  const OneThread one_thread;
  // Writes over the gradients of the store, so they need not be zero.
  plan_->Backward(stream_);
  Step(learning_rate);
  return loss;
}

void OneDnnExecutor::Forward(const float* input, int rows) {
  TENFOLD_CHECK(rows > 0 && rows <= options_.max_rows && rows % info_.row_multiple == 0, rows,
                " rows, planned for ", options_.max_rows, " in multiples of ", info_.row_multiple);
  if (!options_.evaluation) store_->BeginForwardPass();
  const OneThread one_thread;
  if (const auto known = plans_.find(rows); known != plans_.end()) {
    plan_ = known->second.get();
  } else {
    const absl::Status status = PlanFor(rows);
    TENFOLD_CHECK(status.ok(), "a smaller batch than planned for: ", status.ToString());
  }
  std::copy_n(input, rows * NumElements(info_.tensors[0].shape), plan_->tensors()[0].value.begin());
  plan_->Forward(stream_);
}

void OneDnnExecutor::ClearGradients() {
  for (PlannedNetwork::TensorMemory& tensor : plan_->tensors()) {
    std::fill(tensor.grad.begin(), tensor.grad.end(), 0.0f);
  }
}

double OneDnnExecutor::ComputeLoss(absl::Span<const Targets> targets) {
  TENFOLD_CHECK(targets.size() == options_.losses.size(), targets.size(), " targets for ",
                options_.losses.size(), " losses");
  ClearGradients();
  double loss = 0.0;
  for (size_t i = 0; i < targets.size(); ++i) {
    const int t = loss_tensors_[i];
    PlannedNetwork::TensorMemory& tensor = plan_->tensors()[t];
    loss += options_.losses[i].weight *
            LossAndGradient(options_.losses[i], TensorRows(t),
                            static_cast<int>(NumElements(info_.tensors[t].shape)),
                            tensor.value.data(), targets[i], tensor.grad.data());
  }
  return loss;
}

void OneDnnExecutor::SetGradient(int tensor, const float* gradient) {
  TENFOLD_CHECK(tensor > 0, "the gradient of the network's input is a result");
  ClearGradients();
  AlignedVector<float>& grad = plan_->tensors()[tensor].grad;
  std::copy_n(gradient, grad.size(), grad.begin());
}

void OneDnnExecutor::Backward() {
  TENFOLD_CHECK(!options_.evaluation, "planned for evaluation");
  const auto is_zero = [](const blockwise::Parameter<float>& parameter) {
    return std::all_of(parameter.grad.begin(), parameter.grad.end(),
                       [](float x) { return x == 0.0f; });
  };
  std::vector<blockwise::Parameter<float>>& parameters = store_->parameters();
  const bool accumulates = !std::all_of(parameters.begin(), parameters.end(), is_zero);
  for (size_t i = 0; accumulates && i < parameters.size(); ++i) {
    std::copy(parameters[i].grad.begin(), parameters[i].grad.end(), earlier_gradients_[i].begin());
  }
  const OneThread one_thread;
  plan_->Backward(stream_);
  for (size_t i = 0; accumulates && i < parameters.size(); ++i) {
    std::transform(parameters[i].grad.begin(), parameters[i].grad.end(),
                   earlier_gradients_[i].begin(), parameters[i].grad.begin(), std::plus<>());
  }
}

void OneDnnExecutor::Step(double learning_rate) { store_->Step(learning_rate); }

void OneDnnExecutor::CopyTensor(int tensor, float* values) const {
  const AlignedVector<float>& value = plan_->tensors()[tensor].value;
  std::copy(value.begin(), value.end(), values);
}

void OneDnnExecutor::CopyActivation(int block, int layer, float* values) const {
  const OneThread one_thread;
  plan_->blocks()[block].CopyActivation(layer, stream_, values);
}

void OneDnnExecutor::CopyInputGradient(float* values) const {
  TENFOLD_CHECK(options_.needs_input_gradient, "planned without the input's gradient");
  const AlignedVector<float>& grad = plan_->tensors()[0].grad;
  std::copy(grad.begin(), grad.end(), values);
}

}  // namespace tenfold::onednn
