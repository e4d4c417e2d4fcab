#include "engine/network/initial_weights.h"

#include <cmath>

#include "engine/numerics/random.h"

namespace tenfold {

namespace {

double Bound(const ParameterInfo& parameter, Initialization initialization) {
  switch (initialization) {
    case Initialization::kFanIn:
      return 1.0 / std::sqrt(static_cast<double>(parameter.fan_in));
    case Initialization::kHe:
      return std::sqrt(6.0 / parameter.fan_in);
    case Initialization::kXavier:
      return std::sqrt(6.0 / (parameter.fan_in + parameter.fan_out));
  }
  return 0.0;
}

}  // namespace

std::vector<std::vector<float>> InitialWeights(const NetworkInfo& info, uint64_t seed,
                                               Initialization initialization) {
  using Start = ParameterInfo::Start;
  std::vector<std::vector<float>> weights;
  for (size_t i = 0; i < info.parameters.size(); ++i) {
    const ParameterInfo& parameter = info.parameters[i];
    const float constant = parameter.start == Start::kOne ? 1.0f : 0.0f;
    std::vector<float>& values = weights.emplace_back(NumElements(parameter.shape), constant);
    const bool drawn =
        parameter.start == Start::kWeight ||
        (parameter.start == Start::kBias && initialization == Initialization::kFanIn);
    if (!drawn) continue;
    PhiloxGenerator generator(seed, Stream::kInitialWeights, static_cast<uint32_t>(i));
    const float bound = static_cast<float>(Bound(parameter, initialization));
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
