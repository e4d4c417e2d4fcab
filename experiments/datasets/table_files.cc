#include "experiments/datasets/table_files.h"

#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "experiments/datasets/raw_table_files.h"

namespace tenfold {
namespace {

absl::StatusOr<RawTable> ReadRaw(const std::string& data, const std::vector<std::string>& targets,
                                 const char* target_flag) {
  if (IsCsv(data)) {
    if (targets.empty()) {
      return absl::InvalidArgumentError(
          "--target is missing; expected the name of the column to learn, or several");
    }
    return ReadCsvTable(data, targets);
  }
  if (targets.size() != 1 || targets[0].empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(target_flag, ": expected one file, .npy or IDX, with the targets of ", data));
  }
  return ReadArrayTable(data, targets[0]);
}

}  // namespace

absl::StatusOr<Table> ReadTable(const TableFiles& files) {
  if (files.data.empty()) {
    return absl::InvalidArgumentError("--data is missing; expected a file: .csv, .npy or IDX");
  }
  TENFOLD_ASSIGN_OR_RETURN(RawTable raw, ReadRaw(files.data, files.targets, "--target"));
  if (IsCsv(files.data) && !files.test_target.empty()) {
    return absl::InvalidArgumentError(
        "--test_target: the targets are columns of the CSV; expected --test_data alone");
  }
  if (files.test_data.empty() && !files.test_target.empty()) {
    return absl::InvalidArgumentError("--test_target is given without --test_data");
  }
  std::optional<RawTable> test;
  if (!files.test_data.empty()) {
    TENFOLD_ASSIGN_OR_RETURN(
        test, ReadRaw(files.test_data,
                      IsCsv(files.test_data) ? files.targets
                                             : std::vector<std::string>{files.test_target},
                      "--test_target"));
  }
  return MakeTable(std::move(raw), std::move(test));
}

}  // namespace tenfold
