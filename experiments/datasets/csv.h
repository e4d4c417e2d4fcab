// Tables as comma-separated values with a header (RFC 4180).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace tenfold {

// A table whose columns are numbers but for those that are picked out.
struct CsvTable {
  int rows = 0;
  std::vector<std::string> columns;  // those that are not picked, in the header's order
  std::vector<float> values;         // [rows, columns]
  std::vector<std::string> picked;   // [rows, picked columns in the order in which they were named]
  std::vector<int64_t> lines;        // on which each row ends, counted from 1
};

// Whether the text is a decimal number that float can hold.
bool ParseDecimal(absl::string_view text, double& number);

// Reads a table. With `skips_others` columns that are not picked do not count. `name` stands before
// what an error says, which names line and column: a row of another length than the header, quotes
// that are not closed, an empty cell, and where a column is not picked a cell that is no finite
// number of float's range. Blanks around cells that are not quoted do not count, nor do empty
// lines.
absl::StatusOr<CsvTable> ParseCsv(absl::string_view text, const std::string& name,
                                  const std::vector<std::string>& picked_columns,
                                  bool skips_others = false);

}  // namespace tenfold
