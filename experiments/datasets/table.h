// A data set of a user's own: rows of numbers or images, and what is to be learnt of each.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/shape.h"
#include "experiments/datasets/raw_table.h"

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
  // By a run's seed the rows that it trains on, ascending; it is tested on the others, or on the
  // test rows of their own. Empty where settings choose.
  std::map<uint64_t, std::vector<int32_t>> train_rows;

  int64_t row_size() const { return NumElements(shape); }
};

// Of what was read, with test rows of their own if there are any. InvalidArgument if these have
// other columns or another shape, or if a seed has no rows to train or to test on.
absl::StatusOr<Table> MakeTable(RawTable raw, std::optional<RawTable> test,
                                std::map<uint64_t, std::vector<int32_t>> train_rows = {});

}  // namespace tenfold
