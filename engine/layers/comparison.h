#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/parameter_info.h"
#include "engine/layers/shape.h"

namespace tenfold {

// The probability that the first of two classes is at most the second. Each row holds the logits of
// both side by side; p and q are the softmax of the two halves:
//   output = sum_i p_i * sum_{j >= i} q_j
// input: [N, 2 * classes]; output: [N, 1].
struct Comparison {
  explicit Comparison(int classes) : classes(classes) {}

  int classes;
};

absl::StatusOr<Shape> OutputShape(const Comparison& layer, const Shape& input);
inline std::vector<ParameterInfo> ParametersOf(const Comparison&) { return {}; }
std::string ToString(const Comparison& layer);

}  // namespace tenfold
