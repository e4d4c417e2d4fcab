#pragma once

#include <string>

#include "engine/layers/shape.h"

namespace tenfold {

// One parameter tensor in its canonical layout, which is PyTorch's: weights are [out, in] or
// [out, in, height, width].
struct ParameterInfo {
  std::string name;  // "weight", "bias"; in a network "trunk.0.weight"
  Shape shape;
  int fan_in = 0;   // how many inputs one output of the layer sums over
  int fan_out = 0;  // how many outputs of the layer one input enters

  // Its initial value (engine/network/initial_weights.h).
  enum class Start { kWeight, kBias, kZero, kOne };
  Start start = Start::kWeight;
  bool is_trained = true;  // false: a statistic that forward passes update; its gradient is zero
};

}  // namespace tenfold
