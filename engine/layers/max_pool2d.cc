#include "engine/layers/max_pool2d.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace tenfold {

absl::StatusOr<Shape> OutputShape(const MaxPool2d& layer, const Shape& input) {
  const int k = layer.kernel_size;
  if (k < 1) {
    return absl::InvalidArgumentError(absl::StrCat(ToString(layer), ": sizes must be positive"));
  }
  const int least = layer.ceil_mode ? 1 : k, rounding = layer.ceil_mode ? k - 1 : 0;
  if (input.size() != 3 || input[1] < least || input[2] < least) {
    return absl::InvalidArgumentError(absl::StrCat(ToString(layer),
                                                   " takes rows of shape [C, >=", least,
                                                   ", >=", least, "], not ", ShapeToString(input)));
  }
  return Shape{input[0], (input[1] + rounding) / k, (input[2] + rounding) / k};
}

std::vector<ParameterInfo> ParametersOf(const MaxPool2d&) { return {}; }

std::string ToString(const MaxPool2d& layer) {
  return absl::StrCat("MaxPool2d(", layer.kernel_size, layer.ceil_mode ? ", ceil_mode)" : ")");
}

}  // namespace tenfold
