#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/parameter_info.h"
#include "engine/layers/shape.h"

namespace tenfold {

//   output[n, o] = bias[o] + sum_i input[n, i] * weight[o, i]
// input: [N, in_features]; output: [N, out_features]; weight: [out_features, in_features]; bias:
// [out_features].
struct Linear {
  Linear(int in_features, int out_features, bool bias = true)
      : in_features(in_features), out_features(out_features), bias(bias) {}

  int in_features;
  int out_features;
  bool bias;
};

absl::StatusOr<Shape> OutputShape(const Linear& layer, const Shape& input);
std::vector<ParameterInfo> ParametersOf(const Linear& layer);
std::string ToString(const Linear& layer);

}  // namespace tenfold
