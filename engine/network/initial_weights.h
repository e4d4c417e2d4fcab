#pragma once

#include <cstdint>
#include <vector>

#include "engine/network/backend.h"
#include "engine/network/network.h"

namespace tenfold {

// How weights start: uniform on [-bound, bound).
enum class Initialization {
  // bound = 1 / sqrt(fan_in), also for biases: PyTorch's default for linear and convolution layers.
  kFanIn,
  // bound = sqrt(6 / fan_in), biases 0 (He et al. 2015, for ReLU).
  kHe,
  // bound = sqrt(6 / (fan_in + fan_out)), biases 0 (Glorot & Bengio 2010).
  kXavier,
};

// The initial values of a network's parameters, in canonical order and layout. Parameters that are
// neither weights nor biases start as ParameterInfo::start says. Parameter i comes from substream i
// of the seed's stream, so it depends neither on the engine nor on the parameters before it.
std::vector<std::vector<float>> InitialWeights(
    const NetworkInfo& info, uint64_t seed, Initialization initialization = Initialization::kFanIn);

// Copies values in canonical order and layout into and out of a store.
void SetWeights(const std::vector<std::vector<float>>& weights, ParameterStore& store);
std::vector<std::vector<float>> GetWeights(const NetworkInfo& info, const ParameterStore& store);

}  // namespace tenfold
