// Rows that come as arrays, before anything is made of their targets.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "experiments/datasets/raw_table.h"

namespace tenfold {

// Of arrays of such dimensions as MakeArrayTable takes; `name` is what errors call the array.
absl::StatusOr<Shape> RowShape(const std::string& name, const std::vector<int>& shape);

// The table of `inputs`, row-major of `shape`: [n, features], [n, height, width] as one channel, or
// [n, channels, height, width]; [n] is one feature. Its targets, [n] or [n, outputs], are still to
// be filled in: `numbers`, or `texts` of one output. InvalidArgument if there are other dimensions,
// or not as many targets as rows; it names the arrays as they are called.
absl::StatusOr<RawTable> MakeArrayTable(const std::string& name, const std::vector<int>& shape,
                                        std::vector<float> inputs, const std::string& target_name,
                                        const std::vector<int>& target_shape);

}  // namespace tenfold
