// Arrays as numpy.save writes them.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace tenfold {

struct NpyArray {
  std::vector<int> shape;      // outermost first, each at least 1; at least one dimension
  bool is_integer = false;     // of a signed or unsigned type, or boolean
  std::vector<double> values;  // row-major
};

// Reads the bytes of a .npy file of format 1 to 3: little-endian float32 or float64, integers of 1
// to 8 bytes, booleans; C order. `name` stands before what an error says. Values are finite and, if
// they are integers, at most 2^53 in size.
absl::StatusOr<NpyArray> ParseNpy(absl::string_view bytes, const std::string& name);

}  // namespace tenfold
