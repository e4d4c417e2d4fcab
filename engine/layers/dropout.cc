#include "engine/layers/dropout.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/layers/number_text.h"

namespace tenfold {

absl::StatusOr<Shape> OutputShape(const Dropout& layer, const Shape& input) {
  if (!(layer.rate >= 0.0 && layer.rate < 1.0)) {
    return absl::InvalidArgumentError(
        absl::StrCat(ToString(layer), ": rate must be from 0 to below 1"));
  }
  return input;
}

std::string ToString(const Dropout& layer) {
  return absl::StrCat("Dropout(", NumberText(layer.rate), ")");
}

}  // namespace tenfold
