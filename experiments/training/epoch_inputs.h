#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "experiments/datasets/augmentation.h"
#include "experiments/training/training_task.h"

namespace tenfold {

// The train inputs of a task as each epoch sees them.
class EpochInputs {
 public:
  // `task` outlives it. InvalidArgument if the task's augmentation is not for rows like its own.
  static absl::StatusOr<EpochInputs> Create(const TrainingTask& task, uint64_t seed);

  // Augmented anew for this epoch, or the task's own; always in the same place.
  const std::vector<float>& OfEpoch(int epoch);

 private:
  EpochInputs(const TrainingTask& task, uint64_t seed, RowAugmenter augmenter)
      : task_(&task), seed_(seed), augmenter_(std::move(augmenter)) {}

  const TrainingTask* task_;
  uint64_t seed_;
  RowAugmenter augmenter_;
  std::vector<float> augmented_;
};

}  // namespace tenfold
