#include "engine/layers/batch_norm.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/layers/number_text.h"

namespace tenfold {
namespace {

absl::StatusOr<Shape> Check(const BatchNorm& layer, const std::string& name, size_t dimensions,
                            const Shape& input) {
  if (layer.features < 1) {
    return absl::InvalidArgumentError(absl::StrCat(name, ": sizes must be positive"));
  }
  if (!(layer.epsilon > 0.0 && layer.epsilon <= 1.0 && layer.momentum >= 0.0 &&
        layer.momentum <= 1.0)) {
    return absl::InvalidArgumentError(
        absl::StrCat(name, ": epsilon must be above 0 and momentum from 0, both at most 1"));
  }
  if (input.size() != dimensions || input[0] != layer.features) {
    return absl::InvalidArgumentError(absl::StrCat(name, " takes rows of shape [", layer.features,
                                                   dimensions == 3 ? ", H, W" : "", "], not ",
                                                   ShapeToString(input)));
  }
  return input;
}

std::string Text(const char* name, const BatchNorm& layer) {
  const BatchNorm usual = {layer.features};
  std::string text = absl::StrCat(name, "(", layer.features);
  if (layer.epsilon != usual.epsilon) {
    absl::StrAppend(&text, ", epsilon=", NumberText(layer.epsilon));
  }
  if (layer.momentum != usual.momentum) {
    absl::StrAppend(&text, ", momentum=", NumberText(layer.momentum));
  }
  return text + ")";
}

}  // namespace

absl::StatusOr<Shape> OutputShape(const BatchNorm1d& layer, const Shape& input) {
  return Check(layer, ToString(layer), 1, input);
}

absl::StatusOr<Shape> OutputShape(const BatchNorm2d& layer, const Shape& input) {
  return Check(layer, ToString(layer), 3, input);
}

std::vector<ParameterInfo> ParametersOf(const BatchNorm& layer) {
  using Start = ParameterInfo::Start;
  const Shape shape = {layer.features};
  return {{"weight", shape, 0, 0, Start::kOne},
          {"bias", shape, 0, 0, Start::kZero},
          {"running_mean", shape, 0, 0, Start::kZero, /*is_trained=*/false},
          {"running_var", shape, 0, 0, Start::kOne, /*is_trained=*/false}};
}

std::string ToString(const BatchNorm1d& layer) { return Text("BatchNorm1d", layer); }

std::string ToString(const BatchNorm2d& layer) { return Text("BatchNorm2d", layer); }

}  // namespace tenfold
