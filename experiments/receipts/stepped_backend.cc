#include "experiments/receipts/stepped_backend.h"

#include <utility>

#include "base/status_macros.h"

namespace tenfold {
namespace {

class SteppedExecutor final : public Executor {
 public:
  SteppedExecutor(std::unique_ptr<Executor> executor, std::shared_ptr<ParameterStore> store,
                  const TakeStep& take_step)
      : executor_(std::move(executor)), store_(std::move(store)), take_step_(take_step) {}

  double TrainStep(const float* input, int rows, absl::Span<const Targets> targets,
                   double learning_rate) override {
    return take_step_(*executor_, *store_, input, rows, targets, learning_rate);
  }
  void Forward(const float* input, int rows) override { executor_->Forward(input, rows); }
  double ComputeLoss(absl::Span<const Targets> targets) override {
    return executor_->ComputeLoss(targets);
  }
  void SetGradient(int tensor, const float* gradient) override {
    executor_->SetGradient(tensor, gradient);
  }
  void Backward() override { executor_->Backward(); }
  void Step(double learning_rate) override { executor_->Step(learning_rate); }
  void CopyTensor(int tensor, float* values) const override {
    executor_->CopyTensor(tensor, values);
  }
  void CopyActivation(int block, int layer, float* values) const override {
    executor_->CopyActivation(block, layer, values);
  }
  void CopyInputGradient(float* values) const override { executor_->CopyInputGradient(values); }

 private:
  const std::unique_ptr<Executor> executor_;
  const std::shared_ptr<ParameterStore> store_;
  const TakeStep& take_step_;
};

}  // namespace

SteppedBackend::SteppedBackend(const Backend& backend, TakeStep take_step)
    : backend_(backend), take_step_(std::move(take_step)) {}

absl::StatusOr<std::unique_ptr<Executor>> SteppedBackend::Plan(
    const Network& network, const PlanOptions& options,
    std::shared_ptr<ParameterStore> store) const {
  TENFOLD_ASSIGN_OR_RETURN(std::unique_ptr<Executor> executor,
                           backend_.Plan(network, options, store));
  return std::make_unique<SteppedExecutor>(std::move(executor), std::move(store), take_step_);
}

}  // namespace tenfold
