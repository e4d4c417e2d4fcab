#pragma once

#include <cstdint>
#include <vector>

#include "engine/backends/backend.h"
#include "engine/network.h"

namespace tenfold {

// The initial values of a network's parameters, in canonical order and layout: weights and biases
// uniform on
// [-1 / sqrt(fan_in), 1 / sqrt(fan_in)), PyTorch's default for linear and convolution layers.
// Parameter i comes from substream i of the seed's stream, so it does not depend on the engine nor
// on the parameters before it.
std::vector<std::vector<float>> InitialWeights(const NetworkInfo& info, uint64_t seed);

// Copies values in canonical order and layout into and out of a store.
void SetWeights(const std::vector<std::vector<float>>& weights, ParameterStore& store);
std::vector<std::vector<float>> GetWeights(const NetworkInfo& info, const ParameterStore& store);

}  // namespace tenfold
