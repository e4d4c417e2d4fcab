// A data set of a user's own: rows of numbers or images, and what is to be learnt of each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/shape.h"

namespace tenfold {

// Of a single target with more different values the values are no classes.
inline constexpr int kMaxClasses = 1000;

struct Table {
  // By content: that of a data set in experiments/study/data, else "sha256-" and the first 16
  // digits of the digest.
  std::string name;
  std::string digest;  // SHA-256 of all that is below but names
  Shape shape;         // of a row: [4], [1, 8, 8]
  int rows = 0;
  int own_test_rows = 0;             // so many at the end come from a file of test rows
  std::vector<float> inputs;         // [rows, ...shape]
  std::vector<std::string> columns;  // of a CSV: those that are learnt from
  std::vector<std::string> targets;  // the names of the columns to learn, or "target"
  std::vector<float> values;         // [rows, targets]; empty if the target is text
  // Of a single target that is text or whole numbers: its different values, sorted as text or as
  // numbers, and the place of each row's among them.
  std::vector<std::string> classes;
  std::vector<int32_t> labels;  // [rows]
  // Whether the classes are what is meant: text, or numbers 0, 1, ... or 1, 2, ... without a gap.
  bool is_labelled = false;

  int64_t row_size() const { return NumElements(shape); }
};

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
