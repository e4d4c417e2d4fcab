#include "engine/layers/activations.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/layers/number_text.h"

namespace tenfold {

absl::StatusOr<Shape> OutputShape(const LeakyReLU& layer, const Shape& input) {
  if (!(static_cast<float>(layer.negative_slope) > 0.0f && layer.negative_slope <= 1.0)) {
    return absl::InvalidArgumentError(
        absl::StrCat(ToString(layer), ": negative_slope must be above 0 and at most 1"));
  }
  return input;
}

std::string ToString(const LeakyReLU& layer) {
  if (layer.negative_slope == LeakyReLU().negative_slope) return "LeakyReLU()";
  return absl::StrCat("LeakyReLU(negative_slope=", NumberText(layer.negative_slope), ")");
}

absl::StatusOr<Shape> OutputShape(const ELU& layer, const Shape& input) {
  if (!(layer.alpha > 0.0 && layer.alpha <= 100.0)) {
    return absl::InvalidArgumentError(
        absl::StrCat(ToString(layer), ": alpha must be above 0 and at most 100"));
  }
  return input;
}

std::string ToString(const ELU& layer) {
  if (layer.alpha == ELU().alpha) return "ELU()";
  return absl::StrCat("ELU(alpha=", NumberText(layer.alpha), ")");
}

}  // namespace tenfold
