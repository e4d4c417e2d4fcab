// Tables as they stand in files.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "experiments/datasets/raw_table.h"

namespace tenfold {

bool IsCsv(const std::string& path);

// InvalidArgument if text is in a target most of which is numbers, or in one of several targets.
absl::StatusOr<RawTable> ReadCsvTable(const std::string& path,
                                      const std::vector<std::string>& targets);

// Rows without targets: of a CSV these columns, all if none is named; or .npy or IDX.
absl::StatusOr<RawTable> ReadRows(const std::string& path, const std::vector<std::string>& columns);

// Of two files that are .npy or IDX.
absl::StatusOr<RawTable> ReadArrayTable(const std::string& data, const std::string& target);

}  // namespace tenfold
