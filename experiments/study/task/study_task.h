// How a data set, a network's text, a setting and a seed become a training task: with the trainer
// and an engine what decides the results of a run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/network/network.h"
#include "experiments/datasets/table.h"
#include "experiments/hyperparameters/hyperparameter_reader.h"
#include "experiments/study/task/preprocessing.h"
#include "experiments/study/task/test_rows.h"
#include "experiments/training/training_task.h"

namespace tenfold::study {

// `task`: "auto" is classification of labels and regression of other numbers. InvalidArgument if
// the targets are not what it asks for.
absl::StatusOr<Kind> KindOf(const Table& table, const std::string& task);

// What `text` says and the last layer, with all sizes. InvalidArgument says where the text is
// wrong.
absl::StatusOr<Network> MakeNetwork(const Table& table, Kind kind, const std::string& text);

// What a seed's data are made of: its rows, and how they become inputs, by the train rows.
struct DrawnRows {
  Split split;
  Preprocessing preprocessing;
};
absl::StatusOr<DrawnRows> DrawRows(const Table& table, const Hyperparameters& hyperparameters,
                                   uint64_t seed);

// As those of Experiment.
absl::StatusOr<TrainingTask> MakeTask(const Table& table, const std::string& text,
                                      const Hyperparameters& hyperparameters);
absl::Status DrawData(const Table& table, const Hyperparameters& hyperparameters, uint64_t seed,
                      TrainingTask& task);

}  // namespace tenfold::study
