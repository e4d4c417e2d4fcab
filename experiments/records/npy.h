// Arrays as files that numpy.load reads.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/types/span.h"

namespace tenfold {

// Writes `values`, the row-major elements of an array of this shape, as a .npy file: format 1.0,
// little-endian float32, C order. The empty shape is a single number. The file appears whole or not
// at all; its folder must exist. Dimensions are positive. InvalidArgument if the number of values
// is not the shape's.
absl::Status WriteNpy(const std::string& path, absl::Span<const float> values,
                      absl::Span<const int> shape);

}  // namespace tenfold
