// Data sets in files.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "experiments/datasets/table.h"

namespace tenfold {

// Where a table comes from. By the ending of its name a file is a CSV with a header (.csv), an
// array (.npy), or else IDX, plain or gzipped. Images are [n, height, width] or [n, channels,
// height, width].
struct TableFiles {
  std::string data;
  std::vector<std::string> targets;  // columns of the CSV, or one file that is no CSV
  std::string test_data;             // rows to test on; "" for none
  std::string test_target;           // where data is no CSV: what belongs to test_data
};

// Errors name the flags as a program has them: --data, --target, --test_data, --test_target.
absl::StatusOr<Table> ReadTable(const TableFiles& files);

}  // namespace tenfold
