// Which rows of a data set a run trains on and which it is judged by.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace tenfold::study {

struct TestRows {
  double fraction = 0.2;       // drawn from the split's seed
  std::vector<int32_t> fixed;  // these, ascending, if there are any
  int folds = 0;               // if not 0: fold i of as many, and each seed has its own
  enum class Mask { kNone, kDropOne, kHalf };
  Mask mask = Mask::kNone;  // of the train rows
};

// Places in the data set, ascending, without one in common.
struct Split {
  std::vector<int32_t> train, test;
  std::vector<int32_t> left_out;  // that the mask takes away from the train rows
};

// "0-49_100": rows from 0 and ranges that include both ends, ascending; each once. InvalidArgument
// says what is wanted.
absl::StatusOr<std::vector<int32_t>> ParseRows(const std::string& text);

// Of `rows` rows; if the last `own_test_rows` are there to test on, they alone are.
//
// Folds: the run of seed s holds out fold s mod k of a permutation that is drawn from split_seed,
// or without one from s / k (rounded down), so that each k seeds cover the data once. Mask
// kDropOne: train row s mod n is left out; kHalf: a half that is drawn from s. InvalidArgument if
// there are too few rows.
absl::StatusOr<Split> SplitRows(const TestRows& options, int rows, int own_test_rows, uint64_t seed,
                                std::optional<uint64_t> split_seed);

// Trains on these rows, ascending, of those that are no test rows of their own, and tests on the
// latter, or where there are none on all others.
Split SplitOf(const std::vector<int32_t>& train, int rows, int own_test_rows);

}  // namespace tenfold::study
