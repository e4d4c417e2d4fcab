#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/parameter_info.h"
#include "engine/layers/shape.h"

namespace tenfold {

// Ba et al. 2016. With the mean and the variance of a row's features:
//   output = (input - mean) / sqrt(variance + epsilon) * weight + bias
// input, output: [N, features]; weight and bias: [features], initially 1 and 0.
struct LayerNorm {
  explicit LayerNorm(int features, double epsilon = 1e-5) : features(features), epsilon(epsilon) {}

  int features;
  double epsilon;
};

absl::StatusOr<Shape> OutputShape(const LayerNorm& layer, const Shape& input);
std::vector<ParameterInfo> ParametersOf(const LayerNorm& layer);
std::string ToString(const LayerNorm& layer);

}  // namespace tenfold
