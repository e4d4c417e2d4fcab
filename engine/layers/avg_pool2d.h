#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/parameter_info.h"
#include "engine/layers/shape.h"

namespace tenfold {

// The mean of each square window; windows do not overlap:
//   output[n, c, y, x] = sum_{ky, kx < K} input[n, c, y * K + ky, x * K + kx] / K^2
// input: [N, C, H, W]; output: [N, C, H / K, W / K]. An incomplete window at the border is dropped.
// Without a kernel size (0) the whole image is one window, and the output [N, C, 1, 1].
struct AvgPool2d {
  explicit AvgPool2d(int kernel_size = 0) : kernel_size(kernel_size) {}

  int kernel_size;
};

absl::StatusOr<Shape> OutputShape(const AvgPool2d& layer, const Shape& input);
inline std::vector<ParameterInfo> ParametersOf(const AvgPool2d&) { return {}; }
std::string ToString(const AvgPool2d& layer);

}  // namespace tenfold
