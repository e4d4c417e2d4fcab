#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/parameter_info.h"
#include "engine/layers/shape.h"

namespace tenfold {

// Ioffe & Szegedy 2015. A feature has M values in a batch: one per row, or one per position of each
// image. With their mean and variance:
//   output = (input - mean) / sqrt(variance + epsilon) * weight + bias
// Training uses the statistics of the batch. Each of its forward passes also updates the running
// statistics, which evaluation uses:
//   running = (1 - momentum) * running + momentum * statistic
// where the variance is divided by M - 1 instead of M. weight, bias, running_mean and running_var:
// [features], initially 1, 0, 0 and 1; no optimizer changes the last two.
struct BatchNorm {
  int features;
  double epsilon = 1e-5;
  double momentum = 0.1;
};

// Rows [features].
struct BatchNorm1d : BatchNorm {
  explicit BatchNorm1d(int features) : BatchNorm{features} {}
};

// Rows [features, H, W].
struct BatchNorm2d : BatchNorm {
  explicit BatchNorm2d(int features) : BatchNorm{features} {}
};

absl::StatusOr<Shape> OutputShape(const BatchNorm1d& layer, const Shape& input);
absl::StatusOr<Shape> OutputShape(const BatchNorm2d& layer, const Shape& input);
std::vector<ParameterInfo> ParametersOf(const BatchNorm& layer);
std::string ToString(const BatchNorm1d& layer);
std::string ToString(const BatchNorm2d& layer);

}  // namespace tenfold
