#pragma once

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "engine/network/backend.h"
#include "engine/network/network.h"
#include "experiments/training/training_task.h"

namespace tenfold {

// What sees a run as it is trained. Changes nothing of it.
class TrainingObserver {
 public:
  virtual ~TrainingObserver() = default;

  // Once, before the first step that is done here. `task`: what is trained on, without what is held
  // out. What is handed over outlives the training; `store` has the run's state after each step.
  virtual void BeginTraining(const TrainingTask& task, const NetworkInfo& info,
                             const ParameterStore& store) = 0;

  // `order`: the samples in the order of their batches. `inputs`: those of all samples, augmented.
  virtual void BeginEpoch(const std::vector<int32_t>& order, const std::vector<float>& inputs) = 0;

  // After each step: the samples of its batch.
  virtual void EndStep(absl::Span<const int32_t> samples) = 0;

  // After the last step of an epoch, also of one that diverged in it.
  virtual void EndEpoch() = 0;
};

}  // namespace tenfold
