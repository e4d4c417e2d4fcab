// Shapes: the dimensions of a row-major tensor, outermost first.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace tenfold {

using Shape = std::vector<int>;

// The product of the dimensions; 1 for the empty shape.
inline int64_t NumElements(const Shape& shape) {
  int64_t count = 1;
  for (int dimension : shape) count *= dimension;
  return count;
}

// "[1, 14, 14]"
inline std::string ShapeToString(const Shape& shape) {
  return absl::StrCat("[", absl::StrJoin(shape, ", "), "]");
}

}  // namespace tenfold
