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
#include "absl/types/span.h"
#include "engine/network/backend.h"
#include "engine/network/training_state.h"
#include "experiments/training/early_stopping.h"
#include "experiments/training/training_observer.h"
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
  std::optional<EarlyStop> early_stop;                             // if the task asks for it
  std::vector<std::vector<float>> initial_weights, final_weights;  // canonical order and layout
  Evaluation train, test;            // after the last step; empty if diverged
  std::vector<float> probe_outputs;  // as Evaluation's, of task.probe; empty if diverged
  // The steps, and losses of what is held out: no planning, no evaluation. Of runs that are trained
  // together an equal part.
  double training_time_s = 0.0;
};

// A training after some of its epochs. What a result will have is as TrainingResult says.
struct TrainingProgress {
  TrainingState state;
  std::vector<double> train_loss;  // of the epochs that are done
  std::vector<double> first_losses;
  double training_time_s = 0.0;
  std::string receipt;  // of these epochs, as a ReceiptWriter has it; empty without one

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

// What to train: the task outlives the training. Initial weights, batch order, augmentation,
// dropout and held-out samples depend on `seed` alone, or on the task's own seeds.
struct TrainingRun {
  const TrainingTask* task;
  uint64_t seed;
  const Checkpointing* checkpoints = nullptr;  // of a run that is trained alone; null: none
  TrainingObserver* observer = nullptr;        // likewise
};

// How many runs of such a task gain by being trained together.
CohortSizes SizesOfCohort(const TrainingTask& task, const Backend& backend);

// Trains runs side by side. What each gives does not depend on the others. Their tasks differ at
// most in learning rates and their schedules, seeds, initialization and samples, of which there are
// equally many to train on. `keep_going` is asked after each epoch; all are Cancelled if it says
// no.
std::vector<absl::StatusOr<TrainingResult>> TrainTogether(absl::Span<const TrainingRun> runs,
                                                          const Backend& backend,
                                                          const std::function<bool()>& keep_going);

// One run. An error of a checkpoint's `save` ends the training.
absl::StatusOr<TrainingResult> Train(const TrainingTask& task, uint64_t seed,
                                     const Backend& backend,
                                     const std::function<bool()>& keep_going,
                                     const Checkpointing& checkpoints = {});

}  // namespace tenfold
