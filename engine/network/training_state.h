// A training between two steps, as data that every backend understands.
#pragma once

#include <vector>

#include "engine/network/backend.h"
#include "engine/network/network.h"
#include "engine/optimizers/optimizer.h"

namespace tenfold {

// With it a training goes on, on the same backend, as if it had not stopped. Gradients are no part
// of it: a step begins with new ones.
struct TrainingState {
  TrainingClock clock;
  // Canonical order and layout; statistics among them.
  std::vector<std::vector<float>> parameters;
  // [StatesPerParameter][parameters]: the optimizer's running values, laid out as the parameters;
  // empty for what is not trained.
  std::vector<std::vector<std::vector<float>>> optimizer;

  bool operator==(const TrainingState& other) const;
};

// `store` was made for this network and this optimizer.
TrainingState GetTrainingState(const NetworkInfo& info, const OptimizerOptions& optimizer,
                               const ParameterStore& store);

// The state is one of the same network, and of an optimizer with as many running values.
void SetTrainingState(const NetworkInfo& info, const TrainingState& state, ParameterStore& store);

}  // namespace tenfold
