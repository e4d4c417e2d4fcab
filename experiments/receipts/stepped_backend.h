#pragma once

#include <functional>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/network/backend.h"

namespace tenfold {

// Takes a training step in place of Executor::TrainStep, and returns the loss.
using TakeStep =
    std::function<double(Executor& executor, ParameterStore& store, const float* input, int rows,
                         absl::Span<const Targets> targets, double learning_rate)>;

// Another backend, whose training steps are taken by a function. Both outlive it.
class SteppedBackend final : public Backend {
 public:
  SteppedBackend(const Backend& backend, TakeStep take_step);

  absl::string_view name() const override { return backend_.name(); }
  absl::string_view isa() const override { return backend_.isa(); }
  absl::StatusOr<std::shared_ptr<ParameterStore>> MakeStore(
      const Network& network, const OptimizerOptions& optimizer) const override {
    return backend_.MakeStore(network, optimizer);
  }
  absl::StatusOr<std::unique_ptr<Executor>> Plan(
      const Network& network, const PlanOptions& options,
      std::shared_ptr<ParameterStore> store) const override;

 private:
  const Backend& backend_;
  const TakeStep take_step_;
};

}  // namespace tenfold
