// Training that ends when the loss of train samples that are held out no longer falls (Prechelt
// 1998).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/network/backend.h"
#include "experiments/training/batch_buffer.h"
#include "experiments/training/training_task.h"

namespace tenfold {

// How many of the task's train samples are held out, of n: none, or round(n * fraction), but at
// least one and at most n - 1.
int NumHeldOut(const TrainingTask& task);

// Moves so many train samples to `held_out`: the first of a permutation that is drawn from the
// seed. All stay in the set's order. InvalidArgument if there are fewer than two.
absl::StatusOr<TrainingTask> HoldOut(TrainingTask task, uint64_t seed, Samples& held_out);

// What became of it.
struct EarlyStop {
  std::vector<double> held_out_loss;  // after each epoch
  // Counted from 1: the first epoch after which the loss was the least. Its weights are the
  // training's. 0 if no loss was finite.
  int best_epoch = 0;
  bool stopped = false;  // before the last epoch

  // True if the loss is the least so far.
  bool Add(double loss);
};

// Watches a training by the samples that are held out of it.
class HeldOut {
 public:
  // The task outlives it. `evaluation` is an executor for evaluation with the task's losses, of the
  // parameters that are trained.
  HeldOut(const TrainingTask& task, Samples samples, std::unique_ptr<Executor> evaluation);

  // Notes the loss, keeps the weights if it is the least so far, and says in `stop` whether
  // training ends.
  void EndEpoch(const NetworkInfo& info, const ParameterStore& store, EarlyStop& stop);

  // Those of the best epoch, in canonical order and layout; empty if no loss was finite.
  const std::vector<std::vector<float>>& best_weights() const { return best_weights_; }

 private:
  double Loss();

  const TrainingTask& task_;
  const std::unique_ptr<const Samples> samples_;
  const std::unique_ptr<Executor> evaluation_;
  BatchBuffer batch_;
  std::vector<std::vector<float>> best_weights_;
};

}  // namespace tenfold
