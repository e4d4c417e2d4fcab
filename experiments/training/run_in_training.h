#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "engine/network/backend.h"
#include "engine/network/cohort.h"
#include "experiments/training/epoch_inputs.h"
#include "experiments/training/trainer.h"
#include "experiments/training/training_task.h"

namespace tenfold {

int64_t StepsPerEpoch(const TrainingTask& task);

// Of the task's training.
PlanOptions OptionsOf(const TrainingTask& task);

// Samples of a batch, gathered into adjacent rows.
class BatchBuffer {
 public:
  BatchBuffer(const TrainingTask& task, const Samples& samples, int batch_size)
      : samples_(samples),
        sample_size_(samples.rows_per_sample * NumElements(task.network.input_shape)) {
    inputs_.resize(batch_size * sample_size_);
    for (const TargetArray& array : samples.targets) {
      TargetArray& buffer = targets_.emplace_back();
      buffer.values.resize(batch_size * (array.values.size() / samples.count));
      buffer.classes.resize(batch_size * (array.classes.size() / samples.count));
      pointers_.push_back({buffer.values.data(), buffer.classes.data()});
    }
  }

  // From `inputs`, those of the samples or others in their place.
  void Gather(absl::Span<const int32_t> indices, const std::vector<float>& inputs) {
    rows_ = static_cast<int>(indices.size()) * samples_.rows_per_sample;
    for (size_t i = 0; i < indices.size(); ++i) {
      CopyElement(inputs, indices[i], sample_size_, inputs_, i);
      for (size_t t = 0; t < targets_.size(); ++t) {
        const TargetArray& source = samples_.targets[t];
        CopyElement(source.values, indices[i], source.values.size() / samples_.count,
                    targets_[t].values, i);
        CopyElement(source.classes, indices[i], source.classes.size() / samples_.count,
                    targets_[t].classes, i);
      }
    }
  }

  const float* inputs() const { return inputs_.data(); }
  int rows() const { return rows_; }
  absl::Span<const Targets> targets() const { return pointers_; }

 private:
  template <typename T>
  static void CopyElement(const std::vector<T>& from, int64_t from_index, int64_t size,
                          std::vector<T>& to, int64_t to_index) {
    std::copy_n(from.begin() + from_index * size, size, to.begin() + to_index * size);
  }

  const Samples& samples_;
  const int64_t sample_size_;
  int rows_ = 0;
  std::vector<float> inputs_;
  std::vector<TargetArray> targets_;
  std::vector<Targets> pointers_;
};

// A run while it is trained: what the loop asks of it, in the order in which it does.
class RunInTraining {
 public:
  // With initial weights in a store of its own.
  static absl::StatusOr<std::unique_ptr<RunInTraining>> Create(const TrainingRun& run,
                                                               const Backend& backend);

  CohortRun planned() const { return {store_, run_.seed}; }

  void BeginEpoch(int epoch);
  // Valid until the next one.
  RunBatch GatherBatch(int first, int count, int64_t step, int64_t steps);
  // `step` counts from 1.
  void EndStep(int64_t step, int count, double loss);
  void EndEpoch();

  // Whether it takes no more steps.
  bool ended() const { return result_.diverged_step.has_value(); }

  // What the store holds is the result. Once.
  void TakeWeights();

  // After all else.
  absl::StatusOr<TrainingResult> Evaluate(const Backend& backend, double training_time_s);

 private:
  RunInTraining(const TrainingRun& run, NetworkInfo info, EpochInputs inputs,
                std::vector<int> answers, std::shared_ptr<ParameterStore> store);

  const TrainingRun run_;
  const TrainingTask& task_;
  const NetworkInfo info_;
  EpochInputs inputs_;
  const std::vector<int> answers_;
  const std::shared_ptr<ParameterStore> store_;
  BatchBuffer batch_;
  std::vector<int32_t> order_;  // of this epoch
  const std::vector<float>* epoch_inputs_ = nullptr;
  double loss_sum_ = 0.0;  // of this epoch, over its samples
  TrainingResult result_;
};

}  // namespace tenfold
