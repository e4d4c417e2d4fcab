#include "experiments/pairs/report/verdicts.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "experiments/pairs/report/printed_tables.h"
#include "experiments/pairs/report/settings.h"
#include "reports/claims/number.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

// The runs of one study: contrasts of settings with their errors, by pairing or without.
class Sample {
 public:
  Sample(const statistics::FactorialCells& cells, Pairing pairing)
      : cells_(cells), pairing_(pairing) {}

  const statistics::FactorialCells& cells() const { return cells_; }
  bool paired() const { return pairing_ == Pairing::kBySeed; }

  statistics::Estimate Of(const std::vector<double>& weights) const {
    if (paired()) return *statistics::EstimateMean(Contrast(cells_, weights));
    return statistics::EstimateContrast({cells_.begin(), cells_.end()}, weights);
  }

  // Two-sided, of a contrast being zero.
  double ZeroP(const std::vector<double>& weights) const {
    return paired() ? *statistics::ZeroMeanP(Contrast(cells_, weights))
                    : statistics::StudentP(Of(weights));
  }
  const char* ZeroTest() const {
    return !paired() ? "Welch" : cells_[0].size() <= statistics::kMaxSignFlip ? "sign flips" : "t";
  }

  // Two-sided, of two settings spreading alike; 1 where one has no spread.
  double EqualStd(int a, int b) const {
    return (paired() ? statistics::EqualStdP(cells_[a], cells_[b])
                     : statistics::EqualStdOfIndependentP(cells_[a], cells_[b]))
        .value_or(1.0);
  }

 private:
  const statistics::FactorialCells& cells_;
  const Pairing pairing_;
};

Judgement JudgeAllNear(const PairClaim& claim, const Sample& sample) {
  Judgement judgement;
  std::vector<double> inside, outside, means;
  for (const std::vector<double>& cell : sample.cells()) {
    const statistics::Estimate mean = *statistics::EstimateMean(cell);
    inside.push_back(
        statistics::EquivalenceP(mean, claim.value - claim.margin, claim.value + claim.margin));
    outside.push_back(
        statistics::OutsideP(mean, claim.value - claim.margin, claim.value + claim.margin));
    means.push_back(mean.value);
    judgement.compared.push_back(mean.value - claim.value);
  }
  judgement.stated = {0.0, claim.margin};
  judgement.Decide({AllOf(Verdict::kReproduced, inside, "TOST, all of 8"),
                    OneOf(Verdict::kContradicted, outside, "t, one of 8")});
  judgement.detail =
      absl::StrFormat("means from %.3f to %.3f", *statistics::Min(means), *statistics::Max(means));
  return judgement;
}

Judgement JudgeMost(const Sample& sample) {
  const std::vector<double> auxiliary = Weights(kWithAuxiliary, kWithoutAuxiliary);
  const std::vector<double> sharing = Weights(kWithSharing, kWithoutSharing);
  const std::vector<double> cnn = Weights(kCnn, kMlp);
  const auto beyond = [&](std::vector<double> weights) {
    for (int cell = 0; cell < statistics::kFactorCells; ++cell)
      weights[cell] = auxiliary[cell] - weights[cell];
    return weights;
  };
  std::vector<double> holds, contradicts;
  for (const std::vector<double>& weights : {auxiliary, beyond(sharing), beyond(cnn)}) {
    const double p = sample.ZeroP(weights);
    const bool above = sample.Of(weights).value > 0.0;
    holds.push_back(above ? p : 1.0);
    contradicts.push_back(above ? 1.0 : p);
  }
  Judgement judgement;
  judgement.Decide({AllOf(Verdict::kReproduced, holds, "t, all of 3"),
                    OneOf(Verdict::kContradicted, contradicts, "t, one of 3")});
  judgement.effect = statistics::IntervalOf(sample.Of(auxiliary));
  judgement.compared = {sample.Of(sharing).value, sample.Of(cnn).value};
  judgement.stated = {0.0, 0.0, /*or_more=*/true};
  judgement.detail_alone = true;
  const auto points = [&](const std::vector<double>& weights) {
    return Signed(100 * sample.Of(weights).value, 2);
  };
  judgement.detail = absl::StrCat("auxiliary loss ", points(auxiliary), ", sharing ",
                                  points(sharing), ", convolutions ", points(cnn), " points");
  return judgement;
}

Judgement JudgeBetter(const PairClaim& claim, const Sample& sample) {
  const std::vector<double> weights = Weights(claim.plus, claim.minus);
  Judgement judgement =
      DecideAboveZero(sample.Of(weights), sample.ZeroP(weights), sample.ZeroTest(), claim.margin);
  if (std::string(judgement.test) == "TOST")
    judgement.detail = absl::StrFormat("equal within %g points", 100 * claim.margin);
  return judgement;
}

Judgement JudgeWider(const PairClaim& claim, const Sample& sample) {
  const statistics::FactorialCells& cells = sample.cells();
  Judgement judgement;
  judgement.unit = &kStd;
  judgement.stated = {0.0, 0.0, /*or_more=*/true};
  std::vector<double> holds, contradicts;
  std::vector<std::string> wide, narrow;
  const auto text = [&](int cell) { return Fixed(*statistics::SampleStd(cells[cell]), 4); };
  for (int a = 0; a < statistics::kFactorCells; ++a) {
    if ((claim.plus >> a & 1) != 0) wide.push_back(text(a));
    if ((claim.minus >> a & 1) != 0) narrow.push_back(text(a));
    for (int b = 0; b < statistics::kFactorCells; ++b) {
      if ((claim.plus >> a & 1) == 0 || (claim.minus >> b & 1) == 0) continue;
      const double p = sample.EqualStd(a, b);
      const double wider_by = *statistics::SampleStd(cells[a]) - *statistics::SampleStd(cells[b]);
      judgement.compared.push_back(wider_by);
      holds.push_back(wider_by > 0.0 ? p : 1.0);
      contradicts.push_back(wider_by > 0.0 ? 1.0 : p);
    }
  }
  judgement.Decide(
      {AllOf(Verdict::kReproduced, holds, sample.paired() ? "Pitman-Morgan, all" : "F, all"),
       OneOf(Verdict::kContradicted, contradicts,
             sample.paired() ? "Pitman-Morgan, one" : "F, one")});
  judgement.detail =
      absl::StrCat("std ", absl::StrJoin(wide, ", "), " against ", absl::StrJoin(narrow, ", "));
  return judgement;
}

// Settings share seeds, so their variances are not independent; as many degrees of freedom as one
// setting has are never too many.
Judgement JudgeStdWithin(const PairClaim& claim, const statistics::FactorialCells& cells) {
  const double degrees = static_cast<double>(cells[0].size()) - 1.0;
  const double std = StdWithin(cells, claim.plus), variance = std * std;
  const double low = claim.value - claim.margin, high = claim.value + claim.margin;
  const double outside = std > high  ? statistics::StdAboveP(variance, degrees, high)
                         : std < low ? statistics::StdBelowP(variance, degrees, low)
                                     : 0.5;
  Judgement judgement;
  judgement.Decide({{Verdict::kReproduced,
                     std::max(statistics::StdAboveP(variance, degrees, low),
                              statistics::StdBelowP(variance, degrees, high)),
                     "chi-squared, both sides"},
                    {Verdict::kContradicted, 2.0 * outside, "chi-squared, two-sided"}});
  judgement.effect = statistics::StdInterval(variance, degrees);
  judgement.unit = &kStd;
  judgement.stated = {claim.value, claim.margin};
  return judgement;
}

// Runs of a seed are not independent, nor are those of settings with other means alike: the error
// is what leaving out a seed changes (Tukey's jackknife).
Judgement JudgeStdOverall(const PairClaim& claim, const statistics::FactorialCells& cells) {
  const std::vector<double> by_seed = statistics::PseudoValues(
      cells, [&](const statistics::FactorialCells& some) { return StdOverall(some, claim.plus); });
  Judgement judgement = DecideEqual(statistics::EstimateMean(by_seed), claim.value, claim.margin,
                                    "TOST, jackknife", "t, jackknife");
  judgement.unit = &kStd;
  return judgement;
}

// Ours against a printed mean of ten runs with its printed spread, by Welch's t-test.
Judgement JudgeCells(const PairClaim& claim, Reading reading, const Sample& sample) {
  constexpr double kRounding = 0.005;
  Judgement judgement;
  judgement.stated = {0.0, claim.margin};
  std::vector<double> inside, outside;
  double largest = 0.0;
  int different = 0;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    const PrintedCell& printed = PrintedOf(cell, reading);
    const statistics::Estimate own = *statistics::EstimateMean(sample.cells()[cell]);
    const double ours = own.standard_error * own.standard_error;
    const double theirs = printed.std * printed.std / 1e4 / kPrintedRuns;
    const statistics::Estimate difference = {
        own.value - printed.mean / 100.0, std::sqrt(ours + theirs),
        (ours + theirs) * (ours + theirs) /
            (ours * ours / own.degrees + theirs * theirs / (kPrintedRuns - 1.0))};
    inside.push_back(statistics::EquivalenceP(difference, -claim.margin, claim.margin));
    outside.push_back(statistics::OutsideP(difference, -kRounding, kRounding));
    judgement.compared.push_back(difference.value);
    if (std::fabs(difference.value) > std::fabs(largest)) largest = difference.value;
  }
  for (double p : statistics::HolmAdjusted(outside)) different += p < statistics::kAlpha;
  judgement.Decide({AllOf(Verdict::kReproduced, inside, "TOST (Welch), all of 8"),
                    OneOf(Verdict::kContradicted, outside, "Welch, one of 8")});
  judgement.detail =
      absl::StrCat(different, " of 8 differ, by up to ", Signed(100 * largest, 1), " points");
  return judgement;
}

Judgement Judge(const PairClaim& claim, const Sample& sample,
                const statistics::FactorialCells& many) {
  switch (claim.test) {
    case PairTest::kAllNear:
      return JudgeAllNear(claim, sample);
    case PairTest::kMost:
      return JudgeMost(sample);
    case PairTest::kBetter:
      return JudgeBetter(claim, sample);
    case PairTest::kDifference:
      return DecideEqual(sample.Of(Weights(claim.plus, claim.minus)), claim.value, claim.margin);
    case PairTest::kWider:
      return JudgeWider(claim, sample);
    case PairTest::kStdWithin:
      return JudgeStdWithin(claim, many);
    case PairTest::kStdOverall:
      return JudgeStdOverall(claim, many);
    case PairTest::kCellsHeaded:
      return JudgeCells(claim, Reading::kHeaded, sample);
    case PairTest::kCellsCaptioned:
      return JudgeCells(claim, Reading::kCaptioned, sample);
  }
  return {};
}

bool IsOfMany(PairTest test) {
  return test == PairTest::kStdWithin || test == PairTest::kStdOverall;
}

}  // namespace

double StdWithin(const statistics::FactorialCells& cells, uint8_t settings) {
  std::vector<double> variances;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    if ((settings >> cell & 1) == 0) continue;
    variances.push_back(*statistics::SampleStd(cells[cell]) * *statistics::SampleStd(cells[cell]));
  }
  return std::sqrt(*statistics::Mean(variances));
}

double StdOverall(const statistics::FactorialCells& cells, uint8_t settings) {
  std::vector<double> runs;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    if ((settings >> cell & 1) == 0) continue;
    runs.insert(runs.end(), cells[cell].begin(), cells[cell].end());
  }
  return *statistics::SampleStd(runs);
}

std::vector<Judgement> JudgePairs(const std::vector<const PairClaim*>& claims,
                                  const statistics::FactorialCells& cells,
                                  const statistics::FactorialCells& many, Pairing pairing) {
  const Sample sample(cells, pairing);
  std::vector<Judgement> judgements;
  for (const PairClaim* claim : claims) {
    const size_t n = IsOfMany(claim->test) ? many[0].size() : cells[0].size();
    judgements.push_back(n >= 2 ? Judge(*claim, sample, many) : Judgement());
    judgements.back().claim = claim;
    judgements.back().n = static_cast<int>(n);
  }
  return judgements;
}

std::vector<Judgement> JudgePairs(const statistics::FactorialCells& cells,
                                  const statistics::FactorialCells& many) {
  std::vector<const PairClaim*> claims;
  for (const PairClaim& claim : PairsClaims()) claims.push_back(&claim);
  return JudgePairs(claims, cells, many);
}

}  // namespace tenfold::reports
