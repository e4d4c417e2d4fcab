#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/parameter_info.h"
#include "engine/layers/shape.h"

namespace tenfold {

// Cross-correlation with a square kernel and stride 1, P = padding < K zeros on each side:
//   output[n, o, y, x] = bias[o] +
//       sum_{ky, kx, c} input[n, c, y + ky - P, x + kx - P] * weight[o, c, ky, kx]
// input: [N, in_channels, H, W]; output: [N, out_channels, H + 2 P - K + 1, W + 2 P - K + 1];
// weight: [out_channels, in_channels, K, K]; bias: [out_channels].
struct Conv2d {
  Conv2d(int in_channels, int out_channels, int kernel_size, bool bias = true, int padding = 0)
      : in_channels(in_channels),
        out_channels(out_channels),
        kernel_size(kernel_size),
        bias(bias),
        padding(padding) {}

  int in_channels;
  int out_channels;
  int kernel_size;
  bool bias;
  int padding;
};

absl::StatusOr<Shape> OutputShape(const Conv2d& layer, const Shape& input);
std::vector<ParameterInfo> ParametersOf(const Conv2d& layer);
std::string ToString(const Conv2d& layer);

}  // namespace tenfold
