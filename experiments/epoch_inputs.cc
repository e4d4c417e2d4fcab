#include "experiments/epoch_inputs.h"

#include <algorithm>

#include "engine/random.h"

namespace tenfold {

EpochInputs::EpochInputs(const TrainingTask& task, uint64_t seed) : task_(task), seed_(seed) {
  if (!task.warp.enabled()) return;
  const std::vector<float>& inputs = task.train.inputs;
  warped_.resize(inputs.size());
  warper_.emplace(task.network.input_shape[1], task.warp,
                  *std::min_element(inputs.begin(), inputs.end()));
}

const std::vector<float>& EpochInputs::OfEpoch(int epoch) {
  if (!warper_.has_value()) return task_.train.inputs;
  PhiloxGenerator generator(seed_, Stream::kAugmentation, static_cast<uint32_t>(epoch));
  const int64_t size = NumElements(task_.network.input_shape);
  for (size_t i = 0; i < warped_.size(); i += size) {
    warper_->Warp(generator, &task_.train.inputs[i], &warped_[i]);
  }
  return warped_;
}

}  // namespace tenfold
