#include "engine/layers/comparison.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace tenfold {

absl::StatusOr<Shape> OutputShape(const Comparison& layer, const Shape& input) {
  if (layer.classes < 1) {
    return absl::InvalidArgumentError(absl::StrCat(ToString(layer), ": sizes must be positive"));
  }
  if (input != Shape{2 * layer.classes}) {
    return absl::InvalidArgumentError(absl::StrCat(ToString(layer), " takes rows of shape [",
                                                   2 * layer.classes, "], not ",
                                                   ShapeToString(input)));
  }
  return Shape{1};
}

std::string ToString(const Comparison& layer) {
  return absl::StrCat("Comparison(", layer.classes, ")");
}

}  // namespace tenfold
