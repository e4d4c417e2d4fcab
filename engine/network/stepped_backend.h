// Another backend, whose training steps are taken by a function.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "base/status_macros.h"
#include "engine/network/backend.h"

namespace tenfold {

// Takes a training step in place of Executor::TrainStep, by it or call by call, and returns its
// loss.
using TakeStep = std::function<double(
    Executor& executor, const std::shared_ptr<ParameterStore>& store, const float* input, int rows,
    absl::Span<const Targets> targets, double learning_rate)>;

class SteppedExecutor final : public Executor {
 public:
  SteppedExecutor(std::unique_ptr<Executor> executor, std::shared_ptr<ParameterStore> store,
                  const TakeStep& take_step)
      : executor_(std::move(executor)), store_(std::move(store)), take_step_(take_step) {}

  double TrainStep(const float* input, int rows, absl::Span<const Targets> targets,
                   double learning_rate) override {
    return take_step_(*executor_, store_, input, rows, targets, learning_rate);
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

// `backend` outlives it, and it outlives its executors.
class SteppedBackend final : public Backend {
 public:
  SteppedBackend(const Backend& backend, TakeStep take_step)
      : backend_(backend), take_step_(std::move(take_step)) {}

  absl::string_view name() const override { return backend_.name(); }
  absl::string_view isa() const override { return backend_.isa(); }
  absl::StatusOr<std::shared_ptr<ParameterStore>> MakeStore(
      const Network& network, const OptimizerOptions& optimizer) const override {
    return backend_.MakeStore(network, optimizer);
  }
  absl::StatusOr<std::unique_ptr<Executor>> Plan(
      const Network& network, const PlanOptions& options,
      std::shared_ptr<ParameterStore> store) const override {
    TENFOLD_ASSIGN_OR_RETURN(std::unique_ptr<Executor> executor,
                             backend_.Plan(network, options, store));
    return std::make_unique<SteppedExecutor>(std::move(executor), std::move(store), take_step_);
  }

 private:
  const Backend& backend_;
  const TakeStep take_step_;
};

}  // namespace tenfold
