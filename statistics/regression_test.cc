#include "statistics/regression.h"

#include <gtest/gtest.h>

#include "statistics/chi_squared.h"

namespace tenfold::statistics {
namespace {

const std::vector<double> kX1 = {1, 2, 3, 4, 5, 6, 7, 8}, kX2 = {2, 1, 4, 3, 6, 5, 9, 7};
const std::vector<double> kY = {1.1, 2.3, 2.2, 4.8, 4.1, 6.9, 6.0, 8.8};

// NumPy's lstsq; p-values by SciPy; the shares by leaving a column out.
TEST(FitRegression, TwoCorrelatedColumns) {
  const Regression regression = *FitRegression({kX1, kX2}, kY);
  EXPECT_NEAR(regression.offset.value, 0.09735974, 1e-8);
  EXPECT_NEAR(regression.offset.standard_error, 0.32117553, 1e-8);
  EXPECT_NEAR(regression.slopes[0].value, 1.59108911, 1e-8);
  EXPECT_NEAR(regression.slopes[0].standard_error, 0.13570321, 1e-8);
  EXPECT_NEAR(regression.slopes[1].value, -0.59075908, 1e-8);
  EXPECT_NEAR(regression.slopes[1].standard_error, 0.12452981, 1e-8);
  EXPECT_NEAR(StudentP(regression.slopes[0]), 7.93442937e-05, 1e-11);
  EXPECT_NEAR(StudentP(regression.slopes[1]), 5.13217851e-03, 1e-10);
  EXPECT_NEAR(regression.shares[0], 0.4763001088387992, 1e-12);
  EXPECT_NEAR(regression.shares[1], 0.07797333288166673, 1e-12);
  EXPECT_NEAR(regression.r_squared, 0.9826762484238514, 1e-12);
  EXPECT_EQ(regression.slopes[0].degrees, 5.0);
}

TEST(FitRegression, WithoutASolution) {
  EXPECT_FALSE(FitRegression({kX1, kX1}, kY).has_value());
  EXPECT_FALSE(FitRegression({std::vector<double>(8, 2.0)}, kY).has_value());
  EXPECT_FALSE(FitRegression({kX1}, std::vector<double>(8, 0.1)).has_value());
  EXPECT_FALSE(FitRegression({{1, 2}}, {3, 4}).has_value());
}

// SciPy's chi2.sf.
TEST(ChiSquared, UpperTail) {
  ChiSquared sum;
  EXPECT_EQ(sum.p(), 1.0);
  for (int i = 0; i < 8; ++i) sum.Add(0.5, 0.25 * 8 / 15.507);
  EXPECT_EQ(sum.degrees, 8);
  EXPECT_NEAR(sum.value, 15.507, 1e-9);
  EXPECT_NEAR(sum.p(), 0.05000521928328078, 1e-12);
  EXPECT_NEAR((ChiSquared{40.2, 16}).p(), 0.0007279097745416884, 1e-14);
}

}  // namespace
}  // namespace tenfold::statistics
