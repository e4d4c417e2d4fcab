#include "benchmarks/epoch_inputs.h"

#include <utility>

#include "engine/random.h"

namespace tenfold {

EpochInputs::EpochInputs(const TrainingTask& task, uint64_t seed, RowAugmenter augmenter)
    : task_(task), seed_(seed), augmenter_(std::move(augmenter)) {
  if (augmenter_ != nullptr) augmented_.resize(task.train.inputs.size());
}

const std::vector<float>& EpochInputs::OfEpoch(int epoch) {
  if (augmenter_ == nullptr) return task_.train.inputs;
  PhiloxGenerator generator(seed_, Stream::kAugmentation, static_cast<uint32_t>(epoch));
  const int64_t size = NumElements(task_.network.input_shape);
  for (size_t i = 0; i < augmented_.size(); i += size) {
    augmenter_(generator, &task_.train.inputs[i], &augmented_[i]);
  }
  return augmented_;
}

}  // namespace tenfold
