// Something prepared to be timed: all is planned and all inputs are in memory, in the order in
// which they are read.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "benchmarks/workloads/flops.h"
#include "benchmarks/workloads/shapes.h"
#include "engine/network/backend.h"
#include "experiments/training/training_task.h"

namespace tenfold::benchmarks {

inline constexpr int kEpochsOfTraining = 25;

class TimedWork {
 public:
  virtual ~TimedWork() = default;

  // Makes everything anew as it was before the first step: store, executor, weights, optimizer.
  // The time that takes is the cold start.
  virtual absl::Status Restart() = 0;

  // One training step on the next batch, or one call of an operation.
  virtual void RunStep() = 0;

  // Numbers that engines doing the same work agree on: of a training the losses of so many steps,
  // seed by seed. Leaves a state that wants Restart.
  virtual std::vector<double> Check(int steps) = 0;

  virtual int steps_per_epoch() const { return 1; }

  // After how many epochs a timed training starts anew: what is timed is the training of a model,
  // not of one that has long converged.
  virtual int epochs_of_training() const { return kEpochsOfTraining; }

  // So many epochs; what trains whole epochs in a call brings its own.
  virtual void RunEpochs(int epochs) {
    for (int64_t i = int64_t{epochs} * steps_per_epoch(); i > 0; --i) RunStep();
  }
  void RunEpoch() { RunEpochs(1); }
};

// Losses of so many steps are compared before a training is timed, where nothing else is said.
inline constexpr int kCheckedSteps = 10;

// One batch of a training set: adjacent rows.
struct Batch {
  const float* input;
  int rows, samples;
  std::vector<Targets> targets;  // one per loss
};

// The batches of an epoch, in order; they point into `task` and `inputs`, which are its train
// inputs or others in their place.
std::vector<Batch> BatchesOf(const TrainingTask& task, const std::vector<float>& inputs);

// Of a step of a training, counted from 0, by the task's schedule.
double LearningRateOfStep(const TrainingTask& task, int64_t step);

// The training of seeds as a sweep does it: in cohorts of as many as the backend trains together,
// one cohort after the other. One task a seed, as WorkloadTasks::MakeAll gives them. The first step
// of an epoch also does what is done to inputs anew for each.
absl::StatusOr<std::unique_ptr<TimedWork>> MakeTraining(std::vector<TrainingTask> tasks,
                                                        const std::vector<uint64_t>& seeds,
                                                        const Backend& backend);

// One part of an operation by a backend.
absl::StatusOr<std::unique_ptr<TimedWork>> MakeOperation(const OperationShape& shape, Part part,
                                                         const Backend& backend);

// "operation/NAME/PART", where the part is "forward", "backward", "loss" or "step".
std::string OperationName(const OperationShape& shape, Part part);

// Floating-point operations of one call (only products count: 0 for most parts).
absl::StatusOr<double> OperationFlops(const OperationShape& shape, Part part);

// Floating-point operations of one epoch.
absl::StatusOr<Flops> EpochFlops(const TrainingTask& task);

// The compulsory traffic of one epoch: what each of its steps cannot do without if it finds nothing
// in a cache and keeps everything else there. A step reads its batch (inputs and targets), and
// reads and writes every weight and every running value of the optimizer.
absl::StatusOr<double> EpochBytes(const TrainingTask& task);

// FailedPrecondition if what Check gave for two engines is further apart than
// experiments/compare/parity_tolerance.h allows: losses step by step, results of an operation as
// losses of the first steps.
absl::Status CheckLossesAgree(absl::string_view a_name, const std::vector<double>& a,
                              absl::string_view b_name, const std::vector<double>& b,
                              int steps = kCheckedSteps);
absl::Status CheckResultsAgree(absl::string_view a_name, const std::vector<double>& a,
                               absl::string_view b_name, const std::vector<double>& b);

}  // namespace tenfold::benchmarks
