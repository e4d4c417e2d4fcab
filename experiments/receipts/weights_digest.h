#pragma once

#include <string>
#include <vector>

namespace tenfold {

// SHA-256 over a network's parameters in canonical order and layout, little-endian float32. NaNs
// have many bit patterns: 0x7fc00000 stands for all.
std::string WeightsDigest(const std::vector<std::vector<float>>& weights);

}  // namespace tenfold
