#pragma once

#include <cstdint>
#include <vector>

#include "experiments/datasets/augmentation.h"
#include "experiments/training_task.h"

namespace tenfold {

// The train inputs of a task as each epoch sees them, drawn as experiments/trainer.cc does.
class EpochInputs {
 public:
  // `task` outlives it; `augmenter` is made of it and may be empty.
  EpochInputs(const TrainingTask& task, uint64_t seed, RowAugmenter augmenter);

  // Changed anew for this epoch, always in the same place; or the task's own.
  const std::vector<float>& OfEpoch(int epoch);

 private:
  const TrainingTask& task_;
  const uint64_t seed_;
  const RowAugmenter augmenter_;
  std::vector<float> augmented_;
};

}  // namespace tenfold
