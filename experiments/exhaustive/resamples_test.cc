#include "experiments/exhaustive/resamples.h"

#include <gtest/gtest.h>

namespace tenfold::exhaustive {
namespace {

constexpr int kDigits = 500, kCount = 70;  // not a multiple of what is added at a time

TEST(Resamples, HaveAsManyDigits) {
  const Resamples resamples(kDigits, kCount);
  double squares = 0.0;
  for (int r = 0; r < kCount; ++r) {
    int sum = 0;
    for (int digit = 0; digit < kDigits; ++digit) {
      const int weight = resamples.Weight(digit, r);
      sum += weight;
      squares += (weight - 1.0) * (weight - 1.0);
    }
    EXPECT_EQ(sum, kDigits) << r;
  }
  // A digit's weight has the variance 1 - 1 / n.
  EXPECT_NEAR(squares / (kDigits * kCount), 1.0, 0.03);
  EXPECT_NE(resamples.Weight(0, 0) + 10 * resamples.Weight(1, 0) + 100 * resamples.Weight(2, 0),
            resamples.Weight(0, 1) + 10 * resamples.Weight(1, 1) + 100 * resamples.Weight(2, 1));
}

// Pairs occur as often as the product of their digits' weights.
TEST(Resamples, ByHand) {
  const Resamples resamples(kDigits, kCount);
  const WrongPairs seconds = {{0, 3, 499}, {}, {2}};
  const std::vector<int64_t> totals = resamples.Count(seconds);
  int64_t sum = 0;
  for (int r = 0; r < kCount; ++r) {
    int64_t expected = 0;
    for (int a = 0; a < 3; ++a) {
      for (const uint16_t b : seconds[a]) {
        expected += int64_t{resamples.Weight(a, r)} * resamples.Weight(b, r);
      }
    }
    EXPECT_EQ(totals[r], expected) << r;
    sum += expected;
  }
  EXPECT_GT(sum, 0);
}

// Where all pairs are wrong, all are in every resample.
TEST(Resamples, AllPairs) {
  const Resamples resamples(kDigits, kCount);
  WrongPairs all(kDigits);
  for (std::vector<uint16_t>& seconds : all) {
    for (int digit = 0; digit < kDigits; ++digit) seconds.push_back(static_cast<uint16_t>(digit));
  }
  EXPECT_EQ(resamples.Count(all), std::vector<int64_t>(kCount, int64_t{kDigits} * kDigits));
}

}  // namespace
}  // namespace tenfold::exhaustive
