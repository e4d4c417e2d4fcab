#include "statistics/inference.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "statistics/statistics.h"

namespace tenfold::statistics {
namespace {

// Student's own example (1908; R's `sleep`): differences of hours of sleep under two drugs.
const std::vector<double> kSleep = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

// Darwin's pairs of plants, Fisher's example for this test (The Design of Experiments, 1935, III).
const std::vector<double> kDarwin = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

// R 4.2: t.test(sleep$extra[11:20] - sleep$extra[1:10])
TEST(MeanInterval, AsR) {
  const Interval interval = *MeanInterval(kSleep);
  EXPECT_NEAR(interval.estimate, 1.58, 1e-12);
  EXPECT_NEAR(interval.low, 0.70011423672302, 1e-10);
  EXPECT_NEAR(interval.high, 2.45988576327698, 1e-10);
  EXPECT_NEAR(*StudentP(kSleep), 0.00283289019738, 1e-12);
  EXPECT_NEAR(*StudentP(kDarwin), 0.0497029440218, 1e-12);
}

TEST(MeanInterval, EdgeCases) {
  EXPECT_FALSE(MeanInterval({1.0}).has_value());
  EXPECT_FALSE(StudentP({1.0}).has_value());
  EXPECT_FALSE(ZeroMeanP({1.0}).has_value());
  EXPECT_FALSE(EquivalenceP({1.0}, 0.0, 2.0).has_value());
  EXPECT_EQ(MeanInterval({2.0, 2.0})->low, 2.0);
  EXPECT_EQ(*StudentP({2.0, 2.0}), 0.0);
  EXPECT_EQ(*StudentP({0.0, 0.0}), 1.0);
}

// The interval holds the true mean in 95 of 100 samples, and in 90 if that is asked for; a test of
// a true mean rejects in 5 of 100.
TEST(MeanInterval, Coverage) {
  std::mt19937 generator(1);
  std::normal_distribution<double> noise(0.3, 2.0);
  constexpr int kSamples = 10000;
  int held = 0, held_90 = 0, rejected = 0, flipped = 0;
  for (int i = 0; i < kSamples; ++i) {
    std::vector<double> values(10), centred(10);
    for (int k = 0; k < 10; ++k) {
      values[k] = noise(generator);
      centred[k] = values[k] - 0.3;
    }
    const Interval wide = *MeanInterval(values), narrow = *MeanInterval(values, 0.90);
    held += wide.low <= 0.3 && 0.3 <= wide.high;
    held_90 += narrow.low <= 0.3 && 0.3 <= narrow.high;
    rejected += *StudentP(centred) < 0.05;
    flipped += SignFlipP(centred) < 0.05;
  }
  // Four standard errors.
  EXPECT_NEAR(held / 1.0 / kSamples, 0.95, 0.009);
  EXPECT_NEAR(held_90 / 1.0 / kSamples, 0.90, 0.012);
  EXPECT_NEAR(rejected / 1.0 / kSamples, 0.05, 0.009);
  EXPECT_NEAR(flipped / 1.0 / kSamples, 0.05, 0.009);
}

// Fisher counts 863 of the 32,768 patterns with a sum of 314 or more, so twice as many two-sided.
TEST(SignFlipP, FishersExample) { EXPECT_DOUBLE_EQ(SignFlipP(kDarwin), 2 * 863.0 / 32768); }

// R 4.2: s <- as.matrix(expand.grid(rep(list(c(-1, 1)), 10)))
//        mean(abs(s %*% d) >= abs(sum(d)) - 1e-9)
TEST(SignFlipP, AsR) { EXPECT_DOUBLE_EQ(SignFlipP(kSleep), 0.00390625); }

TEST(SignFlipP, EdgeCases) {
  EXPECT_EQ(SignFlipP({}), 1.0);
  EXPECT_EQ(SignFlipP({-3.0}), 1.0);
  EXPECT_EQ(SignFlipP({0.0, 0.0}), 1.0);
  // All of ten on one side: the least that ten values can give.
  EXPECT_DOUBLE_EQ(SignFlipP(std::vector<double>(10, 0.1)), 2.0 / 1024);
  // 0.1 + 0.2 is not 0.3 in binary, and still both ways to get 0.6 count.
  EXPECT_DOUBLE_EQ(SignFlipP({0.1, 0.2, -0.3, 0.6}), 5.0 / 8);
  EXPECT_DEATH(SignFlipP(std::vector<double>(21, 1.0)), "at most 20");
}

TEST(ZeroMeanP, TheTestThatDecides) {
  EXPECT_EQ(*ZeroMeanP(kSleep), SignFlipP(kSleep));
  std::vector<double> many;
  for (int i = 0; i < 21; ++i) many.push_back(i % 3 - 0.8);
  EXPECT_EQ(*ZeroMeanP(many), *StudentP(many));
}

// R 4.2: max(t.test(d, mu = -3, alternative = "greater")$p.value,
//            t.test(d, mu = 3, alternative = "less")$p.value)
TEST(EquivalenceP, AsR) {
  EXPECT_NEAR(*EquivalenceP(kSleep, -3.0, 3.0), 0.00265557029266, 1e-12);
  EXPECT_NEAR(*EquivalenceP(kSleep, -3.0, -2.0), 1.0, 1e-4);
}

// TOST at alpha is the 1 - 2 alpha interval inside the margin.
TEST(EquivalenceP, AgreesWithTheInterval) {
  const Interval interval = *MeanInterval(kSleep, 0.90);
  EXPECT_NEAR(*EquivalenceP(kSleep, -9.0, interval.high), 0.05, 1e-9);
  EXPECT_NEAR(*EquivalenceP(kSleep, interval.low, 9.0), 0.05, 1e-9);
}

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

// R 4.2: binom.test(5, 10)$conf.int, binom.test(100, 100)$conf.int, binom.test(0, 10)$conf.int
TEST(ProportionInterval, AsR) {
  const Interval half = ProportionInterval(5, 10);
  EXPECT_EQ(half.estimate, 0.5);
  EXPECT_NEAR(half.low, 0.187086028447, 1e-10);
  EXPECT_NEAR(half.high, 0.812913971553, 1e-10);
  EXPECT_NEAR(ProportionInterval(100, 100).low, 0.963783307355, 1e-10);
  EXPECT_EQ(ProportionInterval(100, 100).high, 1.0);
  EXPECT_EQ(ProportionInterval(0, 10).low, 0.0);
  EXPECT_NEAR(ProportionInterval(0, 10).high, 0.308497107819, 1e-10);
}

// R 4.2: binom.test(8, 10, alternative = "greater")$conf.int, one-sided at 95 %
TEST(ProportionInterval, OneSided) {
  EXPECT_NEAR(ProportionInterval(8, 10, 0.90).low, 0.493098698937, 1e-10);
}

// Holm's own procedure by hand: 4 * .01, 3 * .015, then not below the one before.
TEST(HolmAdjusted, ByHand) {
  const std::vector<double> adjusted = HolmAdjusted({0.04, 0.01, 0.03, 0.015});
  EXPECT_NEAR(adjusted[1], 0.04, 1e-12);
  EXPECT_NEAR(adjusted[3], 0.045, 1e-12);
  EXPECT_NEAR(adjusted[2], 0.06, 1e-12);
  EXPECT_NEAR(adjusted[0], 0.06, 1e-12);
  EXPECT_EQ(HolmAdjusted({0.9, 0.8})[1], 1.0);
  EXPECT_TRUE(HolmAdjusted({}).empty());
}

// R 4.2: p.adjust(c(.01, .04, .03, .005), "holm")
TEST(HolmAdjusted, AsR) {
  const std::vector<double> adjusted = HolmAdjusted({0.01, 0.04, 0.03, 0.005});
  const double expected[] = {0.03, 0.06, 0.06, 0.02};
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(adjusted[i], expected[i], 1e-12);
}

// Where the tails are 5 %, Clopper's and Pearson's one-sided bounds are.
TEST(Binomial, TailsAreThoseOfTheBounds) {
  for (int successes : {0, 3, 56, 100}) {
    const Interval bounds = ProportionInterval(successes, 100, 0.9);
    if (successes > 0) {
      EXPECT_NEAR(AtLeastP(successes, 100, bounds.low), 0.05, 1e-9);
    }
    if (successes < 100) {
      EXPECT_NEAR(AtMostP(successes, 100, bounds.high), 0.05, 1e-9);
    }
  }
  EXPECT_EQ(AtLeastP(0, 10, 0.5), 1.0);
  EXPECT_NEAR(AtMostP(0, 10, 0.5), 1.0 / 1024, 1e-15);
  EXPECT_NEAR(AtLeastP(10, 10, 0.5), 1.0 / 1024, 1e-15);
}

TEST(StdTails, AreThoseOfTheInterval) {
  const Interval interval = StdInterval(0.0004, 99.0, 0.9);
  EXPECT_NEAR(StdAboveP(0.0004, 99.0, interval.low), 0.05, 1e-9);
  EXPECT_NEAR(StdBelowP(0.0004, 99.0, interval.high), 0.05, 1e-9);
}

// Variances 2.5 and 10 of five values each: F = 0.25 with 4 and 4 degrees of freedom, whose
// distribution is x^2 (3 + x) / (1 + x)^3.
TEST(EqualStdOfIndependent, ByTheDistributionWithFourDegrees) {
  const std::vector<double> a = {1, 2, 3, 4, 5}, b = {2, 4, 6, 8, 10};
  EXPECT_NEAR(*EqualStdOfIndependentP(a, b), 2 * 0.0625 * 3.25 / 1.953125, 1e-12);
  EXPECT_NEAR(*EqualStdOfIndependentP(b, a), *EqualStdOfIndependentP(a, b), 1e-12);
  EXPECT_EQ(*EqualStdOfIndependentP(a, a), 1.0);
  EXPECT_FALSE(EqualStdOfIndependentP(a, {1, 1}).has_value());
}

// R 4.2: power.t.test(n = n, power = .8, type = "paired", sd = 1, tol = 1e-12, strict = TRUE)$delta
TEST(DetectableEffect, AsR) {
  EXPECT_NEAR(DetectableEffect(10), 0.996001371455, 1e-9);
  EXPECT_NEAR(DetectableEffect(100), 0.282912632781, 1e-9);
  EXPECT_NEAR(DetectableEffect(1000), 0.0886790755942, 1e-9);
}

TEST(DetectableEffect, MorePowerNeedsMoreEffect) {
  EXPECT_GT(DetectableEffect(10, 0.9), DetectableEffect(10, 0.8));
  EXPECT_GT(DetectableEffect(10, 0.8, 0.01), DetectableEffect(10, 0.8, 0.05));
  EXPECT_GT(DetectableEffect(2), DetectableEffect(3));
}

}  // namespace
}  // namespace tenfold::statistics
