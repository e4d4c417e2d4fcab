// Layers as data. Each layer is a small struct of options with three functions: the shape it makes
// of a row's shape (InvalidArgument where it does not fit), its parameters in canonical order, and
// its name. How a layer is computed is up to the backend.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/activations.h"
#include "engine/layers/avg_pool2d.h"
#include "engine/layers/batch_norm.h"
#include "engine/layers/comparison.h"
#include "engine/layers/conv2d.h"
#include "engine/layers/dropout.h"
#include "engine/layers/flatten.h"
#include "engine/layers/layer_norm.h"
#include "engine/layers/linear.h"
#include "engine/layers/max_pool2d.h"
#include "engine/layers/parameter_info.h"

namespace tenfold {

using Layer = WithActivations<std::variant, Linear, Conv2d, MaxPool2d, Flatten, BatchNorm1d,
                              BatchNorm2d, Comparison, Dropout, AvgPool2d, LayerNorm>;

inline absl::StatusOr<Shape> OutputShape(const Layer& layer, const Shape& input) {
  return std::visit([&](const auto& options) { return OutputShape(options, input); }, layer);
}

inline std::vector<ParameterInfo> ParametersOf(const Layer& layer) {
  return std::visit([](const auto& options) { return ParametersOf(options); }, layer);
}

inline std::string ToString(const Layer& layer) {
  return std::visit([](const auto& options) { return ToString(options); }, layer);
}

}  // namespace tenfold
