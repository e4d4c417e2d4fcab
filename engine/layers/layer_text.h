// Layers as text: what ToString(Layer) prints, with commas between.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/layers/layer.h"

namespace tenfold {

// What a network of one text may have at most.
inline constexpr size_t kMaxLayersText = 4000;        // characters
inline constexpr int64_t kMaxRowElements = 1 << 24;   // of any layer's output
inline constexpr int64_t kMaxParameters = 1ll << 28;  // of all layers

// Reads "Linear(16), ReLU(), Linear(3)" for rows of this shape. A size that follows from the layers
// before may be left out: Linear(16) is Linear(4, 16) behind rows of four features, Conv2d(8,
// kernel_size=3) and BatchNorm1d() likewise. Blanks do not matter. InvalidArgument says at which
// character, counted from 1, what is wrong.
absl::StatusOr<std::vector<Layer>> ParseLayers(absl::string_view text, const Shape& input);

// "Linear(4, 16), ReLU()": with all sizes, so that it reads the same whatever came before.
std::string LayersToString(const std::vector<Layer>& layers);

// The shape that the layers make of a row. InvalidArgument where one does not fit.
absl::StatusOr<Shape> OutputShape(const std::vector<Layer>& layers, Shape input);

}  // namespace tenfold
