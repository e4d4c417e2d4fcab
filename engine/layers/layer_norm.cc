#include "engine/layers/layer_norm.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/layers/number_text.h"

namespace tenfold {

absl::StatusOr<Shape> OutputShape(const LayerNorm& layer, const Shape& input) {
  if (layer.features < 1) {
    return absl::InvalidArgumentError(absl::StrCat(ToString(layer), ": sizes must be positive"));
  }
  if (!(layer.epsilon > 0.0 && layer.epsilon <= 1.0)) {
    return absl::InvalidArgumentError(
        absl::StrCat(ToString(layer), ": epsilon must be above 0 and at most 1"));
  }
  if (input != Shape{layer.features}) {
    return absl::InvalidArgumentError(absl::StrCat(ToString(layer), " takes rows of shape [",
                                                   layer.features, "], not ",
                                                   ShapeToString(input)));
  }
  return input;
}

std::vector<ParameterInfo> ParametersOf(const LayerNorm& layer) {
  const Shape shape = {layer.features};
  return {{"weight", shape, 0, 0, ParameterInfo::Start::kOne},
          {"bias", shape, 0, 0, ParameterInfo::Start::kZero}};
}

std::string ToString(const LayerNorm& layer) {
  if (layer.epsilon == LayerNorm(layer.features).epsilon) {
    return absl::StrCat("LayerNorm(", layer.features, ")");
  }
  return absl::StrCat("LayerNorm(", layer.features, ", epsilon=", NumberText(layer.epsilon), ")");
}

}  // namespace tenfold
