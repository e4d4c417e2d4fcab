#include "experiments/training/epoch_inputs.h"

#include "base/status_macros.h"
#include "engine/numerics/random.h"

namespace tenfold {

absl::StatusOr<EpochInputs> EpochInputs::Create(const TrainingTask& task, uint64_t seed) {
  TENFOLD_ASSIGN_OR_RETURN(
      RowAugmenter augmenter,
      MakeRowAugmenter(task.augmentation, task.network.input_shape, task.train.inputs));
  EpochInputs inputs(task, seed, std::move(augmenter));
  if (inputs.augmenter_ != nullptr) inputs.augmented_.resize(task.train.inputs.size());
  return inputs;
}

const std::vector<float>& EpochInputs::OfEpoch(int epoch) {
  if (augmenter_ == nullptr) return task_->train.inputs;
  PhiloxGenerator generator(seed_, Stream::kAugmentation, static_cast<uint32_t>(epoch));
  const int64_t size = NumElements(task_->network.input_shape);
  for (size_t i = 0; i < augmented_.size(); i += size) {
    augmenter_(generator, &task_->train.inputs[i], &augmented_[i]);
  }
  return augmented_;
}

}  // namespace tenfold
