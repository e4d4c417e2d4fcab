#include "statistics/line.h"

#include <gtest/gtest.h>

namespace tenfold::statistics {
namespace {

TEST(FitLine, OffsetAndSlope) {
  const Line exact = *FitLine({1, 2, 3, 4}, {5, 7, 9, 11});
  EXPECT_NEAR(exact.offset.estimate, 3.0, 1e-12);
  EXPECT_NEAR(exact.slope.estimate, 2.0, 1e-12);
  EXPECT_NEAR(exact.r_squared, 1.0, 1e-12);
  EXPECT_NEAR(exact.largest_deviation, 0.0, 1e-12);
}

// By hand: x about 2 is -1, 0, 1, y about 2 is -1, -1, 2; slope 1.5, residuals .5, -1, .5.
TEST(FitLine, ByHand) {
  const Line line = *FitLine({1, 2, 3}, {1, 1, 4});
  EXPECT_NEAR(line.slope.estimate, 1.5, 1e-12);
  EXPECT_NEAR(line.offset.estimate, -1.0, 1e-12);
  EXPECT_NEAR(line.r_squared, 1.0 - 1.5 / 6.0, 1e-12);
  EXPECT_NEAR(line.largest_deviation, 1.0, 1e-12);
  // t with one degree of freedom at 97.5 % is 12.7062; the error is sqrt(1.5 / 2).
  EXPECT_NEAR(line.slope.high - 1.5, 12.7062 * 0.866025, 1e-3);
  EXPECT_NEAR(line.offset.high + 1.0, 12.7062 * 1.224745 * 1.5275252, 1e-2);
}

// A point of weight 2 is the same as the point twice, for what is estimated.
TEST(FitLine, Weights) {
  const Line weighted = *FitLine({1, 2, 4}, {1, 3, 4}, {1, 2, 1});
  const Line twice = *FitLine({1, 2, 2, 4}, {1, 3, 3, 4});
  EXPECT_NEAR(weighted.slope.estimate, twice.slope.estimate, 1e-12);
  EXPECT_NEAR(weighted.offset.estimate, twice.offset.estimate, 1e-12);
  EXPECT_NEAR(weighted.r_squared, twice.r_squared, 1e-12);
}

TEST(FitLine, WhatHasNone) {
  EXPECT_FALSE(FitLine({1, 2}, {1, 2}).has_value());
  EXPECT_FALSE(FitLine({1, 1, 1}, {1, 2, 3}).has_value());
  EXPECT_FALSE(FitLine({1, 2, 3}, {1, 1, 1}).has_value());
  EXPECT_FALSE(FitLine({1, 2, 3}, {0, 1, 2}).has_value());
}

TEST(LocalSlopes, OfAPowerLawAndOfAnOffset) {
  for (double slope : LocalSlopes({1, 2, 8}, {3, 12, 192})) EXPECT_NEAR(slope, 2.0, 1e-12);
  const std::vector<double> slopes = LocalSlopes({1, 2, 4}, {11, 12, 14});
  EXPECT_LT(slopes[0], slopes[1]);
  EXPECT_LT(slopes[1], 0.5);
  EXPECT_TRUE(LocalSlopes({1}, {1}).empty());
}

}  // namespace
}  // namespace tenfold::statistics
