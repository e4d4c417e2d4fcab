// The short trainings that tests of backends run.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/network/backend.h"
#include "engine/optimizers/optimizer.h"
#include "engine/testing/random_networks.h"

namespace tenfold {

struct TrainingSetting {
  std::string name;
  OptimizerOptions optimizer;
  double learning_rate;
};

// SGD, with momentum, with Nesterov's, Adam, AdamW, and SGD and Adam with clipped gradients.
const std::vector<TrainingSetting>& TrainingSettings();

inline constexpr int kShortTraining = 5;

// The rows of each of `steps` steps: batches of max_rows and smaller ones among them.
std::vector<int> TrainingSteps(const RandomCase& c, int steps = kShortTraining);

// A store of `backend` with the weights of the case.
std::shared_ptr<ParameterStore> MakeStore(const Backend& backend, const RandomCase& c,
                                          const OptimizerOptions& optimizer);

// An executor for max_rows of the case that evaluates.
std::unique_ptr<Executor> MakeEvaluation(const Backend& backend, const RandomCase& c,
                                         std::shared_ptr<ParameterStore> store);

// An executor for max_rows of the case with its losses and the gradient of its input.
std::unique_ptr<Executor> MakeExecutor(const Backend& backend, const RandomCase& c,
                                       std::shared_ptr<ParameterStore> store);

}  // namespace tenfold
