#include "statistics/statistics.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tenfold::statistics {
namespace {

// The eight numbers have mean 5 and sum of squared deviations 32.
TEST(Statistics, ByHand) {
  const std::vector<double> values = {2, 4, 4, 4, 5, 5, 7, 9};
  EXPECT_DOUBLE_EQ(*Mean(values), 5.0);
  EXPECT_DOUBLE_EQ(*SampleStd(values), std::sqrt(32.0 / 7));
  EXPECT_EQ(*Min(values), 2.0);
  EXPECT_EQ(*Max(values), 9.0);
  EXPECT_EQ(*MaxAbs({-3.0, 2.0}), 3.0);
  EXPECT_EQ(*MaxAbs({-3.0, 4.0}), 4.0);
  EXPECT_EQ(*Median({9, 1, 4, 2}), 3.0);
  EXPECT_EQ(*Median({9, 1, 4}), 4.0);
}

TEST(Statistics, TooFewValues) {
  EXPECT_FALSE(Mean({}).has_value());
  EXPECT_FALSE(Min({}).has_value());
  EXPECT_FALSE(Max({}).has_value());
  EXPECT_FALSE(MaxAbs({}).has_value());
  EXPECT_FALSE(Median({}).has_value());
  EXPECT_FALSE(SampleStd({}).has_value());
  EXPECT_FALSE(SampleStd({3.0}).has_value());
  EXPECT_EQ(*Mean({3.0}), 3.0);
}

// The difference of large numbers is kept: the textbook formula with sums of squares would give 0
// or less.
TEST(Statistics, LargeOffset) { EXPECT_NEAR(*SampleStd({1e9 + 1, 1e9 + 2, 1e9 + 3}), 1.0, 1e-9); }

}  // namespace
}  // namespace tenfold::statistics
