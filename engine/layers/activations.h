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

// output = input < 0 ? negative_slope * input : input, element by element, so NaN and -0 stay what
// they are. The derivative is 1 where the output is positive and negative_slope elsewhere.
struct LeakyReLU {
  explicit LeakyReLU(double negative_slope = 0.01) : negative_slope(negative_slope) {}

  double negative_slope;
};

// output = 1 / (1 + exp(-input)), element by element; the derivative is output - output^2.
struct Sigmoid {};

// Hendrycks & Gimpel 2016, with tanh in place of the error function:
//   output = input / 2 * (1 + tanh(u)),  u = sqrt(2 / pi) * (input + 0.044715 * input^3)
// element by element. As 1 + tanh(u) = 2 / (1 + exp(-2 u)) it is computed as a product with a
// sigmoid.
struct GELU {};

// output = input < 0 ? alpha * (exp(input) - 1) : input, element by element (Clevert et al. 2015).
// The derivative is 1 where the output is positive and output + alpha elsewhere.
struct ELU {
  explicit ELU(double alpha = 1.0) : alpha(alpha) {}

  double alpha;
};

// output = log(1 + exp(input)), element by element; the derivative is the sigmoid.
struct Softplus {};

// Makes each row one-dimensional: [C, H, W] becomes [C * H * W].
struct Flatten {};

inline absl::StatusOr<Shape> OutputShape(const ReLU&, const Shape& input) { return input; }
inline std::vector<ParameterInfo> ParametersOf(const ReLU&) { return {}; }
inline std::string ToString(const ReLU&) { return "ReLU()"; }

inline absl::StatusOr<Shape> OutputShape(const Tanh&, const Shape& input) { return input; }
inline std::vector<ParameterInfo> ParametersOf(const Tanh&) { return {}; }
inline std::string ToString(const Tanh&) { return "Tanh()"; }

absl::StatusOr<Shape> OutputShape(const LeakyReLU& layer, const Shape& input);
inline std::vector<ParameterInfo> ParametersOf(const LeakyReLU&) { return {}; }
std::string ToString(const LeakyReLU& layer);

inline absl::StatusOr<Shape> OutputShape(const Sigmoid&, const Shape& input) { return input; }
inline std::vector<ParameterInfo> ParametersOf(const Sigmoid&) { return {}; }
inline std::string ToString(const Sigmoid&) { return "Sigmoid()"; }

inline absl::StatusOr<Shape> OutputShape(const GELU&, const Shape& input) { return input; }
inline std::vector<ParameterInfo> ParametersOf(const GELU&) { return {}; }
inline std::string ToString(const GELU&) { return "GELU()"; }

absl::StatusOr<Shape> OutputShape(const ELU& layer, const Shape& input);
inline std::vector<ParameterInfo> ParametersOf(const ELU&) { return {}; }
std::string ToString(const ELU& layer);

inline absl::StatusOr<Shape> OutputShape(const Softplus&, const Shape& input) { return input; }
inline std::vector<ParameterInfo> ParametersOf(const Softplus&) { return {}; }
inline std::string ToString(const Softplus&) { return "Softplus()"; }

inline absl::StatusOr<Shape> OutputShape(const Flatten&, const Shape& input) {
  return Shape{static_cast<int>(NumElements(input))};
}
inline std::vector<ParameterInfo> ParametersOf(const Flatten&) { return {}; }
inline std::string ToString(const Flatten&) { return "Flatten()"; }

}  // namespace tenfold
