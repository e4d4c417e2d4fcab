// How a setting and a seed become a training task: with the trainer and an engine what decides the
// results of a run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "experiments/hyperparameters/hyperparameter_reader.h"
#include "experiments/training/trainer.h"
#include "experiments/training/training_task.h"

namespace tenfold::disc {

// As those of Experiment.
std::string DatasetDigest(const Hyperparameters& hyperparameters, int64_t seed);
absl::StatusOr<TrainingTask> MakeTask(const std::string& variant,
                                      const Hyperparameters& hyperparameters);
absl::Status DrawData(const Hyperparameters& hyperparameters, int64_t seed, TrainingTask& task);

// points.csv: set (train, test), x and y in the unit square, what a point is and what is said of it
// (1 inside, -1 outside). grid.csv: on the grid, how far the output is above the threshold.
std::vector<Artifact> MakeArtifacts(const Hyperparameters& hyperparameters,
                                    const TrainingTask& task, const TrainingResult& result);

}  // namespace tenfold::disc
