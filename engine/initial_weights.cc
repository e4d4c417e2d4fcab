#include "engine/initial_weights.h"

#include <cmath>

#include "engine/random.h"

namespace tenfold {

std::vector<std::vector<float>> InitialWeights(const NetworkInfo& info, uint64_t seed) {
  std::vector<std::vector<float>> weights;
  for (size_t i = 0; i < info.parameters.size(); ++i) {
    const ParameterInfo& parameter = info.parameters[i];
    PhiloxGenerator generator(seed, Stream::kInitialWeights, static_cast<uint32_t>(i));
    const float bound = static_cast<float>(1.0 / std::sqrt(static_cast<double>(parameter.fan_in)));
    std::vector<float>& values = weights.emplace_back(NumElements(parameter.shape));
    for (float& value : values) value = (2.0f * generator.NextUniform() - 1.0f) * bound;
  }
  return weights;
}

void SetWeights(const std::vector<std::vector<float>>& weights, ParameterStore& store) {
  for (size_t i = 0; i < weights.size(); ++i)
    store.SetValue(static_cast<int>(i), weights[i].data());
}

std::vector<std::vector<float>> GetWeights(const NetworkInfo& info, const ParameterStore& store) {
  std::vector<std::vector<float>> weights;
  for (size_t i = 0; i < info.parameters.size(); ++i) {
    weights.emplace_back(NumElements(info.parameters[i].shape));
    store.CopyValue(static_cast<int>(i), weights.back().data());
  }
  return weights;
}

}  // namespace tenfold
