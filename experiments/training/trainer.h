// The one training loop: every engine sees the same batches in the same order.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/network/backend.h"
#include "engine/network/training_state.h"
#include "experiments/training/training_task.h"

namespace tenfold {

// How many losses of single steps a result keeps.
inline constexpr int kFirstLosses = 50;

// The names of metrics.
inline constexpr char kAccuracy[] = "accuracy";  // fraction of samples answered rightly
// Of Answer::Rule::kValue: the root of the mean squared error of all features, in the target's
// units; and 1 - squared errors / squared deviations from the mean of these samples, averaged over
// the features. Without the latter where a feature's targets do not differ.
inline constexpr char kRmse[] = "rmse";
inline constexpr char kR2[] = "r2";

struct Evaluation {
  std::map<std::string, double> metrics;
  std::vector<float> outputs;  // the answers: [samples, features]

  // Of a rule that answers rightly or wrongly.
  double accuracy() const { return metrics.at(kAccuracy); }
};

struct TrainingResult {
  std::vector<double> train_loss;  // per epoch: mean over its samples of the loss before each step
  std::vector<double> first_losses;  // of the first kFirstLosses steps
  // Counted from 1: the first step whose loss is not finite; training ends there. One more than
  // there are steps if answers are not finite after the last.
  std::optional<int64_t> diverged_step;
  std::vector<std::vector<float>> initial_weights, final_weights;  // canonical order and layout
  Evaluation train, test;            // after the last step; empty if diverged
  std::vector<float> probe_outputs;  // as Evaluation's, of task.probe; empty if diverged
  double training_time_s = 0.0;      // the steps alone: no planning, no evaluation
};

// A training after some of its epochs. What a result will have is as TrainingResult says.
struct TrainingProgress {
  TrainingState state;
  std::vector<double> train_loss;  // of the epochs that are done
  std::vector<double> first_losses;
  double training_time_s = 0.0;

  int epochs() const { return static_cast<int>(train_loss.size()); }
};

// How a training may be broken off and go on later as if it had not been.
struct Checkpointing {
  int every = 0;  // epochs; 0: no checkpoints
  std::function<absl::Status(const TrainingProgress&)> save;
  std::optional<TrainingProgress> from;  // of the same task, seed and backend
};

// A file for figures that is made of a result: name within the run's folder, content.
using Artifact = std::pair<std::string, std::string>;

// What a network with these weights, in canonical order and layout, answers to samples: [samples,
// features], bit for bit as after a training of the task. Of the task it needs network, answer and
// batch_size.
absl::StatusOr<std::vector<float>> Answers(const TrainingTask& task, const Samples& samples,
                                           const std::vector<std::vector<float>>& weights,
                                           const Backend& backend);

// Trains with initial weights, a batch order, augmentation and dropout that depend on `seed` alone,
// or on the task's own seeds.
// `keep_going` is asked after each epoch; Cancelled if it says no. An error of a checkpoint's
// `save` ends the training.
absl::StatusOr<TrainingResult> Train(const TrainingTask& task, uint64_t seed,
                                     const Backend& backend,
                                     const std::function<bool()>& keep_going,
                                     const Checkpointing& checkpoints = {});

}  // namespace tenfold
