#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "engine/network/backend.h"
#include "engine/network/cohort.h"
#include "experiments/training/batch_buffer.h"
#include "experiments/training/early_stopping.h"
#include "experiments/training/epoch_inputs.h"
#include "experiments/training/trainer.h"
#include "experiments/training/training_task.h"

namespace tenfold {

int64_t StepsPerEpoch(const TrainingTask& task);

// Of the task's training.
PlanOptions OptionsOf(const TrainingTask& task);

// A run while it is trained: what the loop asks of it, in the order in which it does.
class RunInTraining {
 public:
  // With initial weights in a store of its own.
  static absl::StatusOr<std::unique_ptr<RunInTraining>> Create(const TrainingRun& run,
                                                               const Backend& backend);

  CohortRun planned() const { return {store_, seed_}; }

  // That it has done.
  int epochs() const { return static_cast<int>(result_.train_loss.size()); }

  // What it is trained on: less than the whole task if samples are held out.
  const TrainingTask& task() const { return part_.has_value() ? *part_ : whole_; }

  void BeginEpoch(int epoch);
  // Valid until the next one.
  RunBatch GatherBatch(int first, int count, int64_t step, int64_t steps);
  // `step` counts from 1.
  void EndStep(int64_t step, int count, double loss);
  void EndEpoch();

  // If one is due after so many epochs. `seconds`: of training until now, here.
  absl::Status SaveCheckpoint(double seconds) const;

  // Whether it takes no more steps.
  bool ended() const {
    return result_.diverged_step.has_value() ||
           (result_.early_stop.has_value() && result_.early_stop->stopped);
  }

  // What the store holds is the result. Once.
  void TakeWeights();

  // After all else.
  absl::StatusOr<TrainingResult> Evaluate(const Backend& backend, double training_time_s);

 private:
  RunInTraining(const TrainingRun& run, NetworkInfo info, std::vector<int> answers,
                std::shared_ptr<ParameterStore> store);

  const TrainingTask& whole_;
  const uint64_t seed_;
  const Checkpointing* const checkpoints_;  // null: none
  TrainingObserver* const observer_;        // likewise
  const NetworkInfo info_;
  const std::vector<int> answers_;
  const std::shared_ptr<ParameterStore> store_;
  std::optional<TrainingTask> part_;  // without what is held out
  std::optional<HeldOut> held_out_;
  std::optional<EpochInputs> inputs_;
  std::optional<BatchBuffer> batch_;
  std::vector<int32_t> order_;         // of this epoch
  absl::Span<const int32_t> samples_;  // of this batch
  const std::vector<float>* epoch_inputs_ = nullptr;
  double loss_sum_ = 0.0;  // of this epoch, over its samples
  TrainingResult result_;
};

}  // namespace tenfold
