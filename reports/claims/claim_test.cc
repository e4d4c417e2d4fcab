#include "reports/claims/claim.h"

#include <gtest/gtest.h>

#include <vector>

#include "reports/claims/number.h"
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
  return DecideAboveZero(values, 0.005).verdict;
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
    return DecideEqual(statistics::EstimateMean(values), 0.80, 0.02).verdict;
  };
  EXPECT_EQ(verdict(Around(0.81, 0.005, 10)), Verdict::kReproduced);
  EXPECT_EQ(verdict(Around(0.83, 0.005, 10)), Verdict::kContradicted);
  EXPECT_EQ(verdict(Around(0.77, 0.005, 10)), Verdict::kContradicted);
  EXPECT_EQ(verdict(Around(0.80, 0.05, 10)), Verdict::kInconclusive);
  EXPECT_EQ(verdict(Around(0.83, 0.05, 10)), Verdict::kInconclusive);
  EXPECT_EQ(verdict({0.80}), Verdict::kNothing);
  const Judgement judgement =
      DecideEqual(statistics::EstimateMean(Around(0.81, 0.005, 10)), 0.80, 0.02);
  EXPECT_NEAR(judgement.effect->estimate, 0.81, 1e-12);
  EXPECT_LT(*judgement.p, 0.001);
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

// A verdict says which test it is by.
TEST(Judgement, SaysWhichTestDecides) {
  EXPECT_STREQ(DecideAboveZero(Around(0.02, 0.01, 10), 0.005).test, "sign flips");
  EXPECT_STREQ(DecideAboveZero(Around(0.02, 0.01, 100), 0.005).test, "t");
  EXPECT_STREQ(DecideAboveZero(Around(0.0, 0.001, 10), 0.005).test, "TOST");
  EXPECT_STREQ(DecideAtLeast(5, 10, 0.95).test, "binomial");
  EXPECT_STREQ(DecideMost(10, 10).test, "binomial, two-sided");
  EXPECT_EQ(DecideMost(10, 10).p, 2.0 / 1024);
  Judgement judgement;
  judgement.Decide({{Verdict::kReproduced, 0.2, "a"}, {Verdict::kContradicted, 0.03, "b"}});
  EXPECT_STREQ(judgement.test, "b");
  EXPECT_EQ(judgement.verdict, Verdict::kContradicted);
  judgement.Decide({{Verdict::kReproduced, 0.2, "a"}, {Verdict::kContradicted, 0.3, "b"}});
  EXPECT_EQ(judgement.verdict, Verdict::kInconclusive);
  EXPECT_EQ(judgement.says, Verdict::kReproduced);
}

// Of two p-values of .03 Holm leaves none; what cannot be tested is not in the family.
TEST(CorrectTogether, ManyTestsNeedSmallerPValues) {
  Judgement a, b, c;
  a.Decide({{Verdict::kReproduced, 0.03, "t"}});
  b.Decide({{Verdict::kContradicted, 0.03, "t"}});
  EXPECT_EQ(a.verdict, Verdict::kReproduced);
  CorrectTogether({&a, &c});
  EXPECT_EQ(a.verdict, Verdict::kReproduced) << "alone";
  EXPECT_EQ(c.verdict, Verdict::kNothing);
  EXPECT_FALSE(c.holm_p.has_value());
  CorrectTogether({&a, &b, &c});
  EXPECT_EQ(a.verdict, Verdict::kInconclusive);
  EXPECT_EQ(b.verdict, Verdict::kInconclusive);
  EXPECT_NEAR(*a.holm_p, 0.06, 1e-12);
  EXPECT_EQ(*a.p, 0.03);
  b.Decide({{Verdict::kContradicted, 0.02, "t"}});
  CorrectTogether({&a, &b});
  EXPECT_EQ(a.verdict, Verdict::kReproduced);
  EXPECT_EQ(b.verdict, Verdict::kContradicted);
}

TEST(Evidence, OfSeveralTests) {
  EXPECT_EQ(AllOf(Verdict::kReproduced, {0.01, 0.04, 0.02}, "").p, 0.04);
  EXPECT_NEAR(OneOf(Verdict::kContradicted, {0.01, 0.04, 0.02}, "").p, 0.03, 1e-12);
}

TEST(CellText, SignWordAndEffect) {
  Judgement judgement = DecideAboveZero({-0.00001, 0.00001, -0.00001}, 0.005);
  EXPECT_EQ(CellText(judgement, 3), "**✗ contradicted** 0.00 [0.00, 0.00] points");
  judgement.effect = statistics::Interval{-0.0026, -0.0052, -0.00004};
  EXPECT_EQ(CellText(judgement, 3), "**✗ contradicted** -0.26 [-0.52, 0.00] points");
  EXPECT_EQ(CellText(judgement, 100),
            "**✗ contradicted** -0.26 [-0.52, 0.00] points (n\u00a0=\u00a03)");
  EXPECT_EQ(EstimateText(judgement), "-0.26 points");
  judgement.detail = "equal";
  EXPECT_EQ(EffectText(judgement), "-0.26 [-0.52, 0.00] points; equal");
  judgement.detail_alone = true;
  EXPECT_EQ(EffectText(judgement), "equal");
  EXPECT_EQ(CellText(Judgement(), 3), "no runs");
}

// What figures draw beside an effect is in its unit.
TEST(Stated, OfEachWayToDecide) {
  const auto is = [](const Judgement& judgement, double value, double margin, bool or_more) {
    return judgement.stated.has_value() && judgement.stated->value == value &&
           judgement.stated->margin == margin && judgement.stated->or_more == or_more;
  };
  EXPECT_TRUE(is(DecideAboveZero({0.1, 0.2}, 0.005), 0.0, 0.005, true));
  EXPECT_TRUE(is(DecideEqual(statistics::EstimateMean({0.1, 0.2}), 0.02, 0.01), 0.02, 0.01, false));
  EXPECT_TRUE(is(DecideAtLeast(9, 10, 0.95), 0.95, 0.0, true));
  EXPECT_TRUE(is(DecideMost(9, 10), 0.5, 0.0, true));
}

TEST(Number, SignsAndZeros) {
  EXPECT_EQ(Signed(-0.004, 2), "0.00");
  EXPECT_EQ(Signed(0.004, 2), "0.00");
  EXPECT_EQ(Signed(0.006, 2), "+0.01");
  EXPECT_EQ(Signed(-0.006, 2), "-0.01");
  EXPECT_EQ(Fixed(-0.0004, 3), "0.000");
  EXPECT_EQ(Fixed(0.5, 1), "0.5");
  EXPECT_EQ(Fixed(-0.5, 0), "0");
}

}  // namespace
}  // namespace tenfold::reports
