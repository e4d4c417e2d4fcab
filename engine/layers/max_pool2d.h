#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/parameter_info.h"
#include "engine/layers/shape.h"

namespace tenfold {

// The maximum of each square window; windows do not overlap:
//   output[n, c, y, x] = max_{ky, kx < K} input[n, c, y * K + ky, x * K + kx]
// input: [N, C, H, W]; output: [N, C, H / K, W / K]. An incomplete window at the border is dropped;
// with ceil_mode the part inside the image is a window, and H / K and W / K round up. Of equal
// values the first in row-major order is the maximum; NaN counts as larger than every number, and
// the first NaN wins.
struct MaxPool2d {
  explicit MaxPool2d(int kernel_size, bool ceil_mode = false)
      : kernel_size(kernel_size), ceil_mode(ceil_mode) {}

  int kernel_size;
  bool ceil_mode;
};

absl::StatusOr<Shape> OutputShape(const MaxPool2d& layer, const Shape& input);
std::vector<ParameterInfo> ParametersOf(const MaxPool2d& layer);
std::string ToString(const MaxPool2d& layer);

}  // namespace tenfold
