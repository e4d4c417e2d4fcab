#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "engine/losses/loss.h"
#include "experiments/training/training_task.h"

namespace tenfold {

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

}  // namespace tenfold
