#pragma once

#include <cstddef>
#include <vector>

#include "engine/layers/layer.h"

namespace tenfold::simd {

enum class Activation { kNone, kReLU, kTanh };

// What layer i is; kNone also past the end.
inline Activation ActivationAt(const std::vector<Layer>& layers, size_t i) {
  if (i >= layers.size()) return Activation::kNone;
  if (std::holds_alternative<ReLU>(layers[i])) return Activation::kReLU;
  return std::holds_alternative<Tanh>(layers[i]) ? Activation::kTanh : Activation::kNone;
}

}  // namespace tenfold::simd
