// A file of rows as it stands, before anything is made of its targets.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/shape.h"

namespace tenfold {

struct RawTable {
  std::string file;  // as errors name it
  Shape shape;       // of a row
  int rows = 0;
  std::vector<float> inputs;         // [rows, ...shape]
  std::vector<std::string> columns;  // of a CSV: those of the inputs
  std::vector<std::string> targets;  // their names
  std::vector<double> numbers;       // [rows, targets]; empty if a target is text
  std::vector<std::string> texts;    // [rows] if the only target is text
};

bool IsCsv(const std::string& path);

// InvalidArgument if text is in a target most of which is numbers, or in one of several targets.
absl::StatusOr<RawTable> ReadCsvTable(const std::string& path,
                                      const std::vector<std::string>& targets);

// Rows without targets: of a CSV these columns, all if none is named; or .npy or IDX.
absl::StatusOr<RawTable> ReadRows(const std::string& path, const std::vector<std::string>& columns);

// Of two files that are .npy or IDX.
absl::StatusOr<RawTable> ReadArrayTable(const std::string& data, const std::string& target);

}  // namespace tenfold
