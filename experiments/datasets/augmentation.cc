#include "experiments/datasets/augmentation.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace tenfold {
namespace {

absl::StatusOr<RowAugmenter> MakeFor(const WarpOptions& warp, const Shape& shape,
                                     const std::vector<float>& inputs) {
  if (shape.size() != 3 || shape[0] != 1 || shape[1] != shape[2]) {
    return absl::InvalidArgumentError(
        absl::StrCat("warps rows of shape [1, n, n], not ", ShapeToString(shape)));
  }
  const float outside = *std::min_element(inputs.begin(), inputs.end());
  return [warper = Warper(static_cast<int>(shape[1]), warp, outside)](
             PhiloxGenerator& generator, const float* row, float* result) mutable {
    warper.Warp(generator, row, result);
  };
}

absl::StatusOr<RowAugmenter> MakeFor(const PointSymmetry& symmetry, const Shape& shape,
                                     const std::vector<float>&) {
  if (shape != Shape{2}) {
    return absl::InvalidArgumentError(
        absl::StrCat("moves points, rows of shape [2], not ", ShapeToString(shape)));
  }
  return [symmetry](PhiloxGenerator& generator, const float* row, float* result) {
    MovePoint(symmetry, generator, row, result);
  };
}

}  // namespace

absl::StatusOr<RowAugmenter> MakeRowAugmenter(const Augmentation& augmentation,
                                              const Shape& row_shape,
                                              const std::vector<float>& inputs) {
  return std::visit(
      [&](const auto& options) -> absl::StatusOr<RowAugmenter> {
        if (!options.enabled()) return RowAugmenter();
        return MakeFor(options, row_shape, inputs);
      },
      augmentation);
}

}  // namespace tenfold
