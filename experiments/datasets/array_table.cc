#include "experiments/datasets/array_table.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace tenfold {

absl::StatusOr<Shape> RowShape(const std::string& name, const std::vector<int>& shape) {
  switch (shape.size()) {
    case 1:
      return Shape{1};
    case 2:
      return Shape{shape[1]};
    case 3:
      return Shape{1, shape[1], shape[2]};
    case 4:
      return Shape{shape[1], shape[2], shape[3]};
    default:
      return absl::InvalidArgumentError(absl::StrCat(
          name, ": has ", shape.size(), " dimensions, wants rows of features or images, 1 to 4"));
  }
}

absl::StatusOr<RawTable> MakeArrayTable(const std::string& name, const std::vector<int>& shape,
                                        std::vector<float> inputs, const std::string& target_name,
                                        const std::vector<int>& target_shape) {
  RawTable table;
  TENFOLD_ASSIGN_OR_RETURN(table.shape, RowShape(name, shape));
  if (target_shape.empty() || target_shape.size() > 2) {
    return absl::InvalidArgumentError(absl::StrCat(target_name, ": has ", target_shape.size(),
                                                   " dimensions, wants [rows] or [rows, outputs]"));
  }
  if (shape[0] != target_shape[0]) {
    return absl::InvalidArgumentError(absl::StrCat(
        target_name, ": has ", target_shape[0], " rows, wants ", shape[0], " as ", name, " has"));
  }
  table.file = name;
  table.rows = shape[0];
  table.inputs = std::move(inputs);
  const int outputs = target_shape.size() == 2 ? target_shape[1] : 1;
  for (int i = 0; i < outputs; ++i) {
    table.targets.push_back(outputs == 1 ? "target" : absl::StrCat("target ", i));
  }
  return table;
}

}  // namespace tenfold
