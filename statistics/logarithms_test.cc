#include "statistics/logarithms.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace tenfold::statistics {
namespace {

// Logarithms -1, 0, 1: mean 0, standard deviation 1; t(2, 0.975) = 4.302653.
TEST(GeometricMeanIntervalTest, KnownExample) {
  const double e = std::exp(1.0);
  const Interval interval = *GeometricMeanInterval({1 / e, e, 1.0}, 0.95);
  EXPECT_NEAR(interval.estimate, 1.0, 1e-12);
  EXPECT_NEAR(std::log(interval.high), 4.302653 / std::sqrt(3.0), 1e-6);
  EXPECT_NEAR(interval.low * interval.high, 1.0, 1e-9);
}

TEST(GeometricMeanIntervalTest, EdgeCases) {
  EXPECT_FALSE(GeometricMeanInterval({2.0}, 0.95).has_value());
  const Interval interval = *GeometricMeanInterval({2.0, 2.0}, 0.95);
  EXPECT_NEAR(interval.low, 2.0, 1e-12);
  EXPECT_NEAR(RelativeHalfWidth(interval), 0.0, 1e-12);
}

// Half widths 3 and 1.96 * 2 of logarithms add as squares.
TEST(WidenedTest, AddsSquares) {
  const Interval wide = Widened({1.0, std::exp(-3.0), std::exp(3.0)}, 2.0);
  EXPECT_NEAR(std::log(wide.high), std::sqrt(9.0 + 4.0 * 1.959964 * 1.959964), 1e-9);
  EXPECT_NEAR(wide.low * wide.high, 1.0, 1e-9);
  EXPECT_NEAR(Widened({2.0, 1.0, 4.0}, 0.0).high, 4.0, 1e-9);
}

// The interval of the ratio of made times holds the true ratio in 95 of 100 sessions.
TEST(GeometricMeanIntervalTest, Coverage) {
  std::mt19937 generator(1);
  std::normal_distribution<double> noise(0.0, 0.1);
  int held = 0;
  constexpr int kSessions = 4000;
  for (int i = 0; i < kSessions; ++i) {
    std::vector<double> ratios;
    for (int round = 0; round < 6; ++round) ratios.push_back(3.0 * std::exp(noise(generator)));
    const Interval interval = *GeometricMeanInterval(ratios, 0.95);
    held += interval.low <= 3.0 && 3.0 <= interval.high;
  }
  EXPECT_NEAR(static_cast<double>(held) / kSessions, 0.95, 0.012);
}

// Logarithms 0, 1, 2 and 3, 4, 5: difference 3, standard error sqrt(2/3), 4 degrees of freedom;
// t = 3.674235, P(T > t) = 0.010656; t(4, 0.975) = 2.776445.
TEST(WelchRatioTest, KnownExample) {
  const auto exponentials = [](std::vector<double> values) {
    for (double& value : values) value = std::exp(value);
    return values;
  };
  const WelchRatio ratio = *WelchRatio::Make(exponentials({0, 1, 2}), exponentials({3, 4, 5}));
  EXPECT_NEAR(std::log(ratio.ratio(0.95).estimate), 3.0, 1e-12);
  EXPECT_NEAR(std::log(ratio.ratio(0.95).high), 3.0 + 2.776445 * std::sqrt(2.0 / 3.0), 1e-5);
  EXPECT_NEAR(ratio.p_above(1.0), 0.010656, 2e-6);
  EXPECT_NEAR(ratio.p_above(1.0) + ratio.p_below(1.0), 1.0, 1e-12);
}

// What is known to differ between the sides widens the interval, and makes its quantile more
// normal.
TEST(WelchRatioTest, BetweenStd) {
  const std::vector<double> a = {1.0, 1.01, 0.99}, b = {1.1, 1.11, 1.09};
  const double without = RelativeHalfWidth(WelchRatio::Make(a, b)->ratio(0.95));
  const double with = RelativeHalfWidth(WelchRatio::Make(a, b, 0.02)->ratio(0.95));
  EXPECT_GT(with, without);
  EXPECT_LT(with, 1.959964 * 0.02 * std::sqrt(2.0) + without);
  EXPECT_GT(WelchRatio::Make(a, b, 0.02)->p_above(1.02), WelchRatio::Make(a, b)->p_above(1.02));
}

TEST(WelchRatioTest, EdgeCases) {
  EXPECT_FALSE(WelchRatio::Make({1.0}, {1.0, 1.0}).has_value());
  const WelchRatio same = *WelchRatio::Make({1.0, 1.0}, {1.0, 1.0});
  EXPECT_EQ(same.p_above(1.03), 1.0);
  EXPECT_EQ(same.p_below(1.0 / 1.03), 1.0);
  EXPECT_EQ(WelchRatio::Make({1.0, 1.0}, {2.0, 2.0})->p_above(1.03), 0.0);
}

TEST(FitPowerLawTest, ExactAndNoisy) {
  const PowerLaw law =
      *FitPowerLaw({1, 10, 100, 1000}, {3, 3 * std::pow(10, 0.5), 30, 3 * std::pow(1000, 0.5)});
  EXPECT_NEAR(law.exponent.estimate, 0.5, 1e-12);
  EXPECT_NEAR(law.factor, 3.0, 1e-12);
  // y = x, 2x, x, 2x: log2 slope by hand is 1 + 2/10, residual variance 0.4 ln^2 2.
  const PowerLaw noisy = *FitPowerLaw({1, 2, 4, 8}, {1, 4, 4, 16});
  EXPECT_NEAR(noisy.exponent.estimate, 1.2, 1e-12);
  EXPECT_NEAR(noisy.exponent.high - 1.2, 4.302653 * std::sqrt(0.8 / 2 / 5), 1e-6);
  EXPECT_FALSE(FitPowerLaw({1, 2}, {1, 2}).has_value());
  EXPECT_FALSE(FitPowerLaw({2, 2, 2}, {1, 2, 3}).has_value());
}

}  // namespace
}  // namespace tenfold::statistics
