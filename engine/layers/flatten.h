#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/parameter_info.h"
#include "engine/layers/shape.h"

namespace tenfold {

// Makes each row one-dimensional: [C, H, W] becomes [C * H * W].
struct Flatten {};

inline absl::StatusOr<Shape> OutputShape(const Flatten&, const Shape& input) {
  return Shape{static_cast<int>(NumElements(input))};
}
inline std::vector<ParameterInfo> ParametersOf(const Flatten&) { return {}; }
inline std::string ToString(const Flatten&) { return "Flatten()"; }

}  // namespace tenfold
