// What training does to its inputs anew in each epoch.
#pragma once

#include <functional>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/shape.h"
#include "engine/numerics/random.h"
#include "experiments/datasets/point_symmetry.h"
#include "experiments/datasets/warp.h"

namespace tenfold {

// Each is nothing unless it is enabled(). Warps images, of one channel and square; outside of them
// is the smallest value of the set. Moves points, rows of two coordinates.
using Augmentation = std::variant<WarpOptions, PointSymmetry>;

// Makes `result` of one row of the network's input, of the same size.
using RowAugmenter =
    std::function<void(PhiloxGenerator& generator, const float* row, float* result)>;

// Empty if the augmentation is nothing. InvalidArgument if rows of this shape are not what it
// changes. `inputs`: all rows of the train set.
absl::StatusOr<RowAugmenter> MakeRowAugmenter(const Augmentation& augmentation,
                                              const Shape& row_shape,
                                              const std::vector<float>& inputs);

}  // namespace tenfold
