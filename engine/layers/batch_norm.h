#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/parameter_info.h"
#include "engine/layers/shape.h"

namespace tenfold {

// Ioffe & Szegedy 2015. With the mean and the variance of each feature, over the M values that it
// has in a batch (rows, and of an image all its positions): output = (input - mean) / sqrt(variance
// + epsilon) * weight + bias. In training they are those of the batch, and each forward pass moves
// the running ones, which evaluation uses: running = (1 - momentum) * running + momentum * that of
// the batch, the variance there divided by M - 1, not M. weight, bias, running_mean and
// running_var: [features], from 1, 0, 0 and 1; the last two are statistics, which no optimizer
// touches.
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
