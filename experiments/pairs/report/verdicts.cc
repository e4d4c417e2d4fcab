#include "experiments/pairs/report/verdicts.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "experiments/pairs/report/printed_tables.h"
#include "experiments/pairs/report/settings.h"
#include "statistics/inference.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

constexpr Unit kStd = {"%.4f", 1.0, ""};

bool AnyBelowAlpha(const std::vector<double>& p_values) {
  const std::vector<double> adjusted = HolmAdjusted(p_values);
  return std::any_of(adjusted.begin(), adjusted.end(), [](double p) { return p < kAlpha; });
}

double Largest(const std::vector<double>& values) {
  return *std::max_element(values.begin(), values.end());
}

// If all of `holds` are below alpha the claim holds (an intersection-union test); if one of
// `contradicts` is, adjusted, it does not.
Verdict DecideAll(const std::vector<double>& holds, const std::vector<double>& contradicts) {
  if (Largest(holds) < kAlpha) return Verdict::kReproduced;
  return AnyBelowAlpha(contradicts) ? Verdict::kContradicted : Verdict::kInconclusive;
}

// Two-sided p-values of a mean, split by its sign: what speaks for above zero and for below.
std::pair<double, double> BySign(const std::vector<double>& values) {
  const double p = *ZeroMeanP(values);
  return *Mean(values) > 0.0 ? std::pair(p, 1.0) : std::pair(1.0, p);
}

Judgement JudgeAllNear(const PairClaim& claim, const FactorialCells& cells) {
  Judgement judgement;
  std::vector<double> inside, outside, means;
  for (const std::vector<double>& cell : cells) {
    const double low = claim.value - claim.margin, high = claim.value + claim.margin;
    inside.push_back(*EquivalenceP(cell, low, high));
    outside.push_back(OutsideP(cell, low, high));
    means.push_back(*Mean(cell));
  }
  judgement.verdict = DecideAll(inside, outside);
  judgement.detail = absl::StrFormat("means from %.3f to %.3f", *Min(means), *Max(means));
  return judgement;
}

Judgement JudgeMost(const FactorialCells& cells) {
  const std::vector<double> auxiliary = Contrast(cells, kWithAuxiliary, kWithoutAuxiliary);
  const std::vector<double> sharing = Contrast(cells, kWithSharing, kWithoutSharing);
  const std::vector<double> cnn = Contrast(cells, kCnn, kMlp);
  const auto beyond = [&](const std::vector<double>& other) {
    std::vector<double> differences = auxiliary;
    for (size_t i = 0; i < other.size(); ++i) differences[i] -= other[i];
    return differences;
  };
  std::vector<double> holds, contradicts;
  for (const std::vector<double>& values : {auxiliary, beyond(sharing), beyond(cnn)}) {
    const auto [above, below] = BySign(values);
    holds.push_back(above);
    contradicts.push_back(below);
  }
  Judgement judgement;
  judgement.verdict = DecideAll(holds, contradicts);
  judgement.effect = MeanInterval(auxiliary);
  judgement.unit = nullptr;
  judgement.detail =
      absl::StrFormat("auxiliary loss %+.2f, sharing %+.2f, convolutions %+.2f points",
                      100 * *Mean(auxiliary), 100 * *Mean(sharing), 100 * *Mean(cnn));
  return judgement;
}

Judgement JudgeWider(const PairClaim& claim, const FactorialCells& cells) {
  std::vector<double> holds, contradicts;
  std::vector<std::string> wide, narrow;
  const auto text = [&](int cell) { return absl::StrFormat("%.4f", *SampleStd(cells[cell])); };
  for (int a = 0; a < kFactorCells; ++a) {
    if ((claim.plus >> a & 1) != 0) wide.push_back(text(a));
    if ((claim.minus >> a & 1) != 0) narrow.push_back(text(a));
    for (int b = 0; b < kFactorCells; ++b) {
      if ((claim.plus >> a & 1) == 0 || (claim.minus >> b & 1) == 0) continue;
      const double p = EqualStdP(cells[a], cells[b]).value_or(1.0);
      const bool wider = *SampleStd(cells[a]) > *SampleStd(cells[b]);
      holds.push_back(wider ? p : 1.0);
      contradicts.push_back(wider ? 1.0 : p);
    }
  }
  Judgement judgement;
  judgement.verdict = DecideAll(holds, contradicts);
  judgement.detail =
      absl::StrCat("std ", absl::StrJoin(wide, ", "), " against ", absl::StrJoin(narrow, ", "));
  return judgement;
}

// Settings share seeds, so their variances are not independent; as many degrees of freedom as one
// setting has are never too many.
Judgement JudgeStd(const PairClaim& claim, const FactorialCells& cells) {
  double variance = 0.0;
  int settings = 0;
  for (int cell = 0; cell < kFactorCells; ++cell) {
    if ((claim.plus >> cell & 1) == 0) continue;
    variance += *SampleStd(cells[cell]) * *SampleStd(cells[cell]);
    ++settings;
  }
  const double degrees = static_cast<double>(cells[0].size()) - 1.0;
  Judgement judgement;
  judgement.effect = StdInterval(variance / settings, degrees);
  judgement.unit = &kStd;
  const Interval narrow = StdInterval(variance / settings, degrees, 1.0 - 2.0 * kAlpha);
  const double low = claim.value - claim.margin, high = claim.value + claim.margin;
  judgement.verdict = narrow.low >= low && narrow.high <= high ? Verdict::kReproduced
                      : judgement.effect->low > high || judgement.effect->high < low
                          ? Verdict::kContradicted
                          : Verdict::kInconclusive;
  return judgement;
}

// Ours against a printed mean of ten runs with its printed spread, by Welch's t-test.
Judgement JudgeCells(const PairClaim& claim, Reading reading, const FactorialCells& cells) {
  constexpr double kRounding = 0.005;
  const double n = static_cast<double>(cells[0].size());
  std::vector<double> inside, outside;
  double largest = 0.0;
  int different = 0;
  for (int cell = 0; cell < kFactorCells; ++cell) {
    const PrintedCell& printed = PrintedOf(cell, reading);
    const double difference = *Mean(cells[cell]) - printed.mean / 100.0;
    const double ours = *SampleStd(cells[cell]) * *SampleStd(cells[cell]) / n;
    const double theirs = printed.std * printed.std / 1e4 / kPrintedRuns;
    const double error = std::sqrt(ours + theirs);
    const double degrees = (ours + theirs) * (ours + theirs) /
                           (ours * ours / (n - 1.0) + theirs * theirs / (kPrintedRuns - 1.0));
    inside.push_back(std::max(StudentUpperTail(difference + claim.margin, error, degrees),
                              StudentUpperTail(claim.margin - difference, error, degrees)));
    outside.push_back(
        std::min(1.0, 2.0 * StudentUpperTail(std::fabs(difference) - kRounding, error, degrees)));
    largest = std::fabs(difference) > std::fabs(largest) ? difference : largest;
  }
  for (double p : HolmAdjusted(outside)) different += p < kAlpha;
  Judgement judgement;
  judgement.verdict = DecideAll(inside, outside);
  judgement.detail =
      absl::StrFormat("%d of 8 differ, by up to %+.1f points", different, 100 * largest);
  return judgement;
}

Judgement Judge(const PairClaim& claim, const FactorialCells& cells) {
  switch (claim.test) {
    case PairTest::kAllNear:
      return JudgeAllNear(claim, cells);
    case PairTest::kMost:
      return JudgeMost(cells);
    case PairTest::kBetter: {
      Judgement judgement;
      const std::vector<double> differences = Contrast(cells, claim.plus, claim.minus);
      judgement.effect = MeanInterval(differences);
      judgement.p = ZeroMeanP(differences);
      return judgement;  // its verdict waits for the others' p-values
    }
    case PairTest::kDifference:
      return DecideEqual(Contrast(cells, claim.plus, claim.minus), claim.value, claim.margin);
    case PairTest::kWider:
      return JudgeWider(claim, cells);
    case PairTest::kStdNear:
      return JudgeStd(claim, cells);
    case PairTest::kCellsHeaded:
      return JudgeCells(claim, Reading::kHeaded, cells);
    case PairTest::kCellsCaptioned:
      return JudgeCells(claim, Reading::kCaptioned, cells);
  }
  return {};
}

}  // namespace

std::vector<Judgement> JudgePairs(const std::vector<const PairClaim*>& claims,
                                  const FactorialCells& cells) {
  const bool enough = cells[0].size() >= 2;
  std::vector<Judgement> judgements;
  std::vector<std::pair<size_t, const PairClaim*>> better;
  std::vector<double> p_values;
  for (const PairClaim* claim : claims) {
    judgements.push_back(enough ? Judge(*claim, cells) : Judgement());
    judgements.back().claim = claim;
    judgements.back().n = static_cast<int>(cells[0].size());
    if (claim->test != PairTest::kBetter || !enough) continue;
    better.emplace_back(judgements.size() - 1, claim);
    p_values.push_back(*judgements.back().p);
  }
  const std::vector<double> adjusted = HolmAdjusted(p_values);
  for (size_t i = 0; i < better.size(); ++i) {
    const auto [index, claim] = better[i];
    judgements[index].p = adjusted[i];
    judgements[index].verdict =
        DecideAboveZero(Contrast(cells, claim->plus, claim->minus), adjusted[i], claim->margin);
    if (judgements[index].verdict == Verdict::kContradicted && adjusted[i] >= kAlpha) {
      judgements[index].p =
          EquivalenceP(Contrast(cells, claim->plus, claim->minus), -claim->margin, claim->margin);
      judgements[index].detail = absl::StrFormat("equal within %g points", 100 * claim->margin);
    }
  }
  return judgements;
}

std::vector<Judgement> JudgePairs(const FactorialCells& cells) {
  std::vector<const PairClaim*> claims;
  for (const PairClaim& claim : PairsClaims()) claims.push_back(&claim);
  return JudgePairs(claims, cells);
}

}  // namespace tenfold::reports
