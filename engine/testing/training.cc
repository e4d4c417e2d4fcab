#include "engine/testing/training.h"

#include <utility>

#include "base/check.h"
#include "engine/network/initial_weights.h"

namespace tenfold {

const std::vector<TrainingSetting>& TrainingSettings() {
  static const std::vector<TrainingSetting> settings = {
      {"SGD", SgdOptions{}, 0.1},
      {"momentum", SgdOptions{/*momentum=*/0.9, /*nesterov=*/false}, 0.05},
      {"Nesterov", SgdOptions{/*momentum=*/0.9, /*nesterov=*/true}, 0.05},
      // With the usual epsilon of 1e-8 a gradient that cancels almost to nothing moves its
      // parameter as far as any other, in the direction of its rounding error.
      {"Adam", AdamOptions{/*beta1=*/0.9, /*beta2=*/0.99, /*epsilon=*/1e-3}, 0.01},
      {"AdamW", AdamOptions{0.9, 0.99, 1e-3, /*weight_decay=*/0.5}, 0.01},
      // Norms of these gradients lie on both sides of the limits.
      {"clippedSGD", SgdOptions{0.0, false, /*max_grad_norm=*/0.25}, 0.1},
      {"clippedAdam", AdamOptions{0.9, 0.99, 1e-3, 0.0, /*max_grad_norm=*/0.5}, 0.01},
  };
  return settings;
}

std::vector<int> TrainingSteps(const RandomCase& c, int steps) {
  const std::vector<int> pattern = {c.max_rows, c.rows, c.max_rows, c.max_rows, c.rows};
  std::vector<int> rows;
  for (int step = 0; step < steps; ++step) rows.push_back(pattern[step % pattern.size()]);
  return rows;
}

std::shared_ptr<ParameterStore> MakeStore(const Backend& backend, const RandomCase& c,
                                          const OptimizerOptions& optimizer) {
  auto store = backend.MakeStore(c.network, optimizer);
  TENFOLD_CHECK(store.ok(), backend.name(), ": ", store.status().ToString());
  SetWeights(c.weights, **store);
  return *std::move(store);
}

namespace {

std::unique_ptr<Executor> Plan(const Backend& backend, const Network& network,
                               const PlanOptions& options, std::shared_ptr<ParameterStore> store) {
  auto executor = backend.Plan(network, options, std::move(store));
  TENFOLD_CHECK(executor.ok(), backend.name(), ": ", executor.status().ToString());
  return *std::move(executor);
}

}  // namespace

std::unique_ptr<Executor> MakeEvaluation(const Backend& backend, const RandomCase& c,
                                         std::shared_ptr<ParameterStore> store) {
  return Plan(backend, c.network, {c.max_rows, {}, false, /*evaluation=*/true}, std::move(store));
}

std::unique_ptr<Executor> MakeExecutor(const Backend& backend, const RandomCase& c,
                                       std::shared_ptr<ParameterStore> store) {
  return Plan(backend, c.network, {c.max_rows, c.losses, /*needs_input_gradient=*/true},
              std::move(store));
}

}  // namespace tenfold
