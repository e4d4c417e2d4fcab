// How a setting and a seed become a training task: with the trainer and an engine what decides the
// results of a run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "experiments/datasets/digits.h"
#include "experiments/hyperparameters/hyperparameter_reader.h"
#include "experiments/training/trainer.h"
#include "experiments/training/training_task.h"

namespace tenfold::pairs {

// As those of Experiment.
absl::StatusOr<TrainingTask> MakeTask(const std::string& variant,
                                      const Hyperparameters& hyperparameters);
absl::Status DrawData(const DigitData& digits, const Hyperparameters& hyperparameters, int64_t seed,
                      TrainingTask& task);

// confusion.csv and wrong_pairs.csv, as answers.h makes them.
std::vector<Artifact> MakeArtifacts(const TrainingTask& task, const TrainingResult& result);

}  // namespace tenfold::pairs
