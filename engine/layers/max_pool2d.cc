#include "engine/layers/max_pool2d.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace tenfold {

absl::StatusOr<Shape> OutputShape(const MaxPool2d& layer, const Shape& input) {
  const int k = layer.kernel_size;
  if (k < 1) {
    return absl::InvalidArgumentError(absl::StrCat(ToString(layer), ": sizes must be positive"));
  }
  if (input.size() != 3 || input[1] < k || input[2] < k) {
    return absl::InvalidArgumentError(absl::StrCat(ToString(layer), " takes rows of shape [C, >=",
                                                   k, ", >=", k, "], not ", ShapeToString(input)));
  }
  return Shape{input[0], input[1] / k, input[2] / k};
}

std::vector<ParameterInfo> ParametersOf(const MaxPool2d&) { return {}; }

std::string ToString(const MaxPool2d& layer) {
  return absl::StrCat("MaxPool2d(", layer.kernel_size, ")");
}

}  // namespace tenfold
