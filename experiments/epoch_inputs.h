#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "experiments/datasets/warp.h"
#include "experiments/training_task.h"

namespace tenfold {

// The train inputs of a task as each epoch sees them.
class EpochInputs {
 public:
  // `task` outlives it.
  EpochInputs(const TrainingTask& task, uint64_t seed);

  // Warped anew for this epoch, or the task's own; always in the same place.
  const std::vector<float>& OfEpoch(int epoch);

 private:
  const TrainingTask& task_;
  const uint64_t seed_;
  std::optional<Warper> warper_;
  std::vector<float> warped_;
};

}  // namespace tenfold
