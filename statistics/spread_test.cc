#include "statistics/spread.h"

#include <gtest/gtest.h>

#include <random>

#include "statistics/statistics.h"

namespace tenfold {
namespace {

// R's `sleep`.
const std::vector<double> kFirst = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
const std::vector<double> kSecond = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

// R 4.2: sqrt(9 * var(d) / qchisq(c(.975, .025), 9)) with d <- second - first
TEST(StdInterval, AsR) {
  std::vector<double> differences;
  for (size_t i = 0; i < kFirst.size(); ++i) differences.push_back(kSecond[i] - kFirst[i]);
  const double std = *SampleStd(differences);
  const Interval interval = StdInterval(std * std, 9);
  EXPECT_NEAR(interval.estimate, 1.229995483280, 1e-10);
  EXPECT_NEAR(interval.low, 0.846034197542, 1e-10);
  EXPECT_NEAR(interval.high, 2.245492278729, 1e-10);
}

// R 4.2: cor.test(first + second, first - second)$p.value
TEST(EqualStdP, AsR) { EXPECT_NEAR(*EqualStdP(kFirst, kSecond), 0.612912877461, 1e-10); }

// Correlated samples of equal spread are told apart in 5 of 100 cases; of twice the spread nearly
// always.
TEST(EqualStdP, SizeAndPower) {
  std::mt19937 generator(1);
  std::normal_distribution<double> noise;
  int rejected = 0, seen = 0;
  constexpr int kSamples = 4000;
  for (int i = 0; i < kSamples; ++i) {
    std::vector<double> a, b, wide;
    for (int k = 0; k < 40; ++k) {
      const double common = noise(generator);
      a.push_back(common + noise(generator));
      b.push_back(common + noise(generator));
      wide.push_back(2.0 * b.back());
    }
    rejected += *EqualStdP(a, b) < 0.05;
    seen += *EqualStdP(a, wide) < 0.05;
  }
  EXPECT_NEAR(rejected / 1.0 / kSamples, 0.05, 0.014);
  EXPECT_GT(seen / 1.0 / kSamples, 0.95);
}

TEST(EqualStdP, EdgeCases) {
  EXPECT_FALSE(EqualStdP({1, 2}, {1, 2}).has_value());
  EXPECT_FALSE(EqualStdP({1, 1, 1}, {1, 2, 3}).has_value());
  EXPECT_EQ(*EqualStdP({1, 2, 3}, {2, 3, 4}), 1.0);
}

}  // namespace
}  // namespace tenfold
