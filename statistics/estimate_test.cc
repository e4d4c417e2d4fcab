#include "statistics/estimate.h"

#include <gtest/gtest.h>

#include <vector>

namespace tenfold::statistics {
namespace {

// Mean .03, standard deviation .01 * sqrt(10 / 4): t = 6 with 4 degrees of freedom.
const std::vector<double> kValues = {0.01, 0.02, 0.03, 0.04, 0.05};

TEST(Estimate, OfOneSample) {
  const Estimate estimate = *EstimateMean(kValues);
  EXPECT_NEAR(estimate.value, 0.03, 1e-15);
  EXPECT_NEAR(estimate.value / estimate.standard_error, 4.242641, 1e-6);
  EXPECT_EQ(estimate.degrees, 4.0);
  EXPECT_NEAR(StudentP(estimate), *StudentP(kValues), 1e-15);
  EXPECT_NEAR(EquivalenceP(estimate, -0.1, 0.1), *EquivalenceP(kValues, -0.1, 0.1), 1e-15);
  EXPECT_NEAR(IntervalOf(estimate).low, MeanInterval(kValues)->low, 1e-15);
  EXPECT_FALSE(EstimateMean({0.1}).has_value());
}

// By hand: variances 2.5 and 8.9166667 of five and four values.
TEST(Estimate, OfIndependentSamples) {
  const Estimate estimate = EstimateContrast({{1, 2, 3, 4, 5}, {2, 4, 6, 9}}, {1, -1});
  EXPECT_NEAR(estimate.value, -2.25, 1e-12);
  // 2.5 / 5 and 8.9166667 / 4.
  EXPECT_NEAR(estimate.standard_error, 1.6520189, 1e-6);
  EXPECT_NEAR(estimate.degrees, 2.7291667 * 2.7291667 / (0.25 / 4 + 2.2291667 * 2.2291667 / 3),
              1e-5);
  // Averages over two samples, and what has no weight does not count.
  const Estimate halves = EstimateContrast({{1, 2, 3, 4, 5}, {2, 4, 6, 9}, {7}}, {0.5, 0.5, 0});
  EXPECT_NEAR(halves.value, 4.125, 1e-12);
  EXPECT_NEAR(halves.standard_error, 1.6520189 / 2, 1e-6);
}

TEST(Estimate, OutsideABand) {
  const Estimate estimate = {0.05, 0.01, 20.0};
  EXPECT_EQ(OutsideP(estimate, 0.0, 0.06), 1.0);
  EXPECT_NEAR(OutsideP(estimate, 0.0, 0.02), StudentP(Estimate{0.03, 0.01, 20.0}), 1e-15);
  EXPECT_NEAR(OutsideP(estimate, 0.08, 0.09), StudentP(Estimate{-0.03, 0.01, 20.0}), 1e-15);
}

}  // namespace
}  // namespace tenfold::statistics
