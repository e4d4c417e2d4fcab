#include "reports/claims/claim.h"

#include <gtest/gtest.h>

#include <vector>

#include "statistics/inference.h"

namespace tenfold::reports {
namespace {

// n values around `mean` that spread by about `spread`, the same on both sides.
std::vector<double> Around(double mean, double spread, int n) {
  std::vector<double> values;
  for (int i = 0; i < n; ++i) values.push_back(mean + spread * (i % 2 == 0 ? 1 : -1));
  return values;
}

Verdict AboveZero(const std::vector<double>& values) {
  return DecideAboveZero(values, ZeroMeanP(values).value_or(1.0), 0.005);
}

TEST(DecideAboveZero, PresentAbsentTooNoisy) {
  EXPECT_EQ(AboveZero(Around(0.02, 0.01, 10)), Verdict::kReproduced);
  EXPECT_EQ(AboveZero(Around(0.02, 0.01, 100)), Verdict::kReproduced);
  EXPECT_EQ(AboveZero(Around(-0.02, 0.01, 10)), Verdict::kContradicted);
  EXPECT_EQ(AboveZero(Around(0.0, 0.001, 10)), Verdict::kContradicted) << "equal within the margin";
  EXPECT_EQ(AboveZero(Around(0.0, 0.05, 10)), Verdict::kInconclusive);
  EXPECT_EQ(AboveZero(Around(0.02, 0.05, 10)), Verdict::kInconclusive);
  EXPECT_EQ(AboveZero({0.02}), Verdict::kNothing);
  // What is there counts, however small: with many seeds it is seen.
  EXPECT_EQ(AboveZero(Around(0.001, 0.001, 100)), Verdict::kReproduced);
}

TEST(DecideEqual, InsideOutsideTooNoisy) {
  const auto verdict = [](const std::vector<double>& values) {
    return DecideEqual(values, 0.80, 0.02).verdict;
  };
  EXPECT_EQ(verdict(Around(0.81, 0.005, 10)), Verdict::kReproduced);
  EXPECT_EQ(verdict(Around(0.83, 0.005, 10)), Verdict::kContradicted);
  EXPECT_EQ(verdict(Around(0.77, 0.005, 10)), Verdict::kContradicted);
  EXPECT_EQ(verdict(Around(0.80, 0.05, 10)), Verdict::kInconclusive);
  EXPECT_EQ(verdict(Around(0.83, 0.05, 10)), Verdict::kInconclusive);
  EXPECT_EQ(verdict({0.80}), Verdict::kNothing);
  const Judgement judgement = DecideEqual(Around(0.81, 0.005, 10), 0.80, 0.02);
  EXPECT_EQ(judgement.n, 10);
  EXPECT_NEAR(judgement.effect->estimate, 0.81, 1e-12);
  EXPECT_LT(*judgement.p, 0.001);
}

TEST(OutsideP, OnlyBeyondTheBounds) {
  EXPECT_EQ(OutsideP(Around(0.8, 0.01, 10), 0.78, 0.82), 1.0);
  EXPECT_LT(OutsideP(Around(0.85, 0.01, 10), 0.78, 0.82), 0.001);
  EXPECT_LT(OutsideP(Around(0.75, 0.01, 10), 0.78, 0.82), 0.001);
  EXPECT_GT(OutsideP(Around(0.821, 0.01, 10), 0.78, 0.82), 0.5);
}

// All of ten do not show 95 %, all of a hundred do; half of ten show less.
TEST(DecideAtLeast, PresentAbsentTooFew) {
  EXPECT_EQ(DecideAtLeast(10, 10, 0.95).verdict, Verdict::kInconclusive);
  EXPECT_EQ(DecideAtLeast(100, 100, 0.95).verdict, Verdict::kReproduced);
  EXPECT_EQ(DecideAtLeast(5, 10, 0.95).verdict, Verdict::kContradicted);
  EXPECT_EQ(DecideAtLeast(96, 100, 0.95).verdict, Verdict::kInconclusive);
  EXPECT_EQ(DecideAtLeast(0, 0, 0.95).verdict, Verdict::kNothing);
}

TEST(DecideMost, PresentAbsentTooFew) {
  EXPECT_EQ(DecideMost(10, 10).verdict, Verdict::kReproduced);
  EXPECT_EQ(DecideMost(0, 10).verdict, Verdict::kContradicted);
  EXPECT_EQ(DecideMost(6, 10).verdict, Verdict::kInconclusive);
  EXPECT_EQ(DecideMost(1, 1).verdict, Verdict::kNothing);
}

}  // namespace
}  // namespace tenfold::reports
