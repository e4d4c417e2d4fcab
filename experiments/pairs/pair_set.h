// Pairs of digits, drawn and scaled as the report's course does: the task is to tell whether the
// first is at most the second.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "experiments/datasets/digits.h"

namespace tenfold {

inline constexpr int kPairImageSize = kDigitSize / 2;  // pixels a side

struct PairSet {
  std::vector<float> images;     // [2N, 1, 14, 14]: pair i is rows 2i and 2i + 1
  std::vector<int32_t> targets;  // [N]: 1 if the first digit <= the second, otherwise 0
  std::vector<int32_t> classes;  // [2N]: the digits, 0 to 9
};

struct PairData {
  PairSet train, test;
};

// N = `pairs` train and as many test pairs: the first 2N digits of a random permutation of each
// set, so that no digit is drawn twice. Images are averaged over 2x2 pixels and standardised by the
// mean and the standard deviation (dividing by the number) of all pixels of the train pairs. The
// same bits on every machine.
//
// With held_out_pairs = H > 0, for choosing hyperparameters, no test digit is read: the test pairs
// are H pairs of the 2H digits that follow the train pairs' in the permutation of the train set.
//
// InvalidArgument if a set has too few digits or if all train pixels are equal.
absl::StatusOr<PairData> MakePairs(const DigitData& digits, int pairs, uint64_t seed,
                                   int held_out_pairs = 0);

}  // namespace tenfold
