// Arrays as files that numpy.load reads.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace tenfold {

// The bytes of a .npy file with `values`, the row-major elements of an array of this shape: format
// 1.0, little-endian float32, C order. The empty shape is a single number. Dimensions are positive.
// InvalidArgument if the number of values is not the shape's.
absl::StatusOr<std::string> NpyFile(absl::Span<const float> values, absl::Span<const int> shape);

}  // namespace tenfold
