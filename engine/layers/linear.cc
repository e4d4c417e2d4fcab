#include "engine/layers/linear.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace tenfold {

absl::StatusOr<Shape> OutputShape(const Linear& layer, const Shape& input) {
  if (layer.in_features < 1 || layer.out_features < 1) {
    return absl::InvalidArgumentError(absl::StrCat(ToString(layer), ": sizes must be positive"));
  }
  if (input != Shape{layer.in_features}) {
    return absl::InvalidArgumentError(absl::StrCat(ToString(layer), " takes rows of shape [",
                                                   layer.in_features, "], not ",
                                                   ShapeToString(input)));
  }
  return Shape{layer.out_features};
}

std::vector<ParameterInfo> ParametersOf(const Linear& layer) {
  const int in = layer.in_features, out = layer.out_features;
  std::vector<ParameterInfo> parameters = {{"weight", {out, in}, in, out}};
  if (layer.bias) {
    parameters.push_back({"bias", {out}, in, out, ParameterInfo::Start::kBias});
  }
  return parameters;
}

std::string ToString(const Linear& layer) {
  return absl::StrCat("Linear(", layer.in_features, ", ", layer.out_features,
                      layer.bias ? ")" : ", bias=false)");
}

}  // namespace tenfold
