// Pairs of test digits in draws of their own, standardised by any train set.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/datasets/digits.h"
#include "experiments/training/training_task.h"

namespace tenfold::variance {

// A set of 2 * `pairs` digits, at least 6, that has every sum which 2x2 pixels can have. Where
// pairs are drawn with it as the test set, it shows how the train set standardises.
DigitSet Chart(int pairs);

// By the sum of 2x2 pixels, 0 to 1020, what a network sees of it. `chart`: all of a Chart, drawn.
std::vector<float> StandardisedSums(const Samples& chart);

class TestDigits {
 public:
  explicit TestDigits(const DigitSet& set);

  // The places of the digits that MakePairs (experiments/pairs) draws of the test set with this
  // seed: [2 * pairs].
  std::vector<int32_t> Draw(int pairs, uint64_t seed) const;

  // The pairs of these digits, as MakePairs makes them.
  Samples PairsOf(const std::vector<int32_t>& digits,
                  const std::vector<float>& standardised_sums) const;

 private:
  std::vector<int16_t> sums_;  // [n, 14, 14]: of 2x2 pixels
  std::vector<uint8_t> labels_;
};

}  // namespace tenfold::variance
