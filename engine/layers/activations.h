#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/parameter_info.h"
#include "engine/layers/shape.h"

namespace tenfold {

// output = input < 0 ? 0 : input, element by element, so NaN and -0 stay what they are. The
// derivative is 1 where the output is positive and 0 elsewhere.
struct ReLU {};

// output = tanh(input), element by element; the derivative is 1 - output^2.
struct Tanh {};

// Makes each row one-dimensional: [C, H, W] becomes [C * H * W].
struct Flatten {};

inline absl::StatusOr<Shape> OutputShape(const ReLU&, const Shape& input) { return input; }
inline std::vector<ParameterInfo> ParametersOf(const ReLU&) { return {}; }
inline std::string ToString(const ReLU&) { return "ReLU()"; }

inline absl::StatusOr<Shape> OutputShape(const Tanh&, const Shape& input) { return input; }
inline std::vector<ParameterInfo> ParametersOf(const Tanh&) { return {}; }
inline std::string ToString(const Tanh&) { return "Tanh()"; }

inline absl::StatusOr<Shape> OutputShape(const Flatten&, const Shape& input) {
  return Shape{static_cast<int>(NumElements(input))};
}
inline std::vector<ParameterInfo> ParametersOf(const Flatten&) { return {}; }
inline std::string ToString(const Flatten&) { return "Flatten()"; }

}  // namespace tenfold
