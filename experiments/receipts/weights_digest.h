#pragma once

#include <string>
#include <vector>

#include "absl/types/span.h"

namespace tenfold {

// NaNs have many bit patterns: 0x7fc00000 takes the place of all.
void MakeNansOne(absl::Span<float> values);

// SHA-256 over a network's parameters in canonical order and layout, little-endian float32, with
// one NaN.
std::string WeightsDigest(const std::vector<std::vector<float>>& weights);

}  // namespace tenfold
