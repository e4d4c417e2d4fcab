#include "engine/layers/avg_pool2d.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace tenfold {

absl::StatusOr<Shape> OutputShape(const AvgPool2d& layer, const Shape& input) {
  const int k = layer.kernel_size;
  if (k < 0) {
    return absl::InvalidArgumentError(absl::StrCat(ToString(layer), ": sizes must be positive"));
  }
  const int least = std::max(k, 1);
  if (input.size() != 3 || input[1] < least || input[2] < least) {
    return absl::InvalidArgumentError(absl::StrCat(ToString(layer),
                                                   " takes rows of shape [C, >=", least,
                                                   ", >=", least, "], not ", ShapeToString(input)));
  }
  return k == 0 ? Shape{input[0], 1, 1} : Shape{input[0], input[1] / k, input[2] / k};
}

std::string ToString(const AvgPool2d& layer) {
  return layer.kernel_size == 0 ? "AvgPool2d()"
                                : absl::StrCat("AvgPool2d(", layer.kernel_size, ")");
}

}  // namespace tenfold
