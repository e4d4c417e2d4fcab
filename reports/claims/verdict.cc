#include "reports/claims/verdict.h"

#include <algorithm>

#include "reports/claims/claim.h"
#include "statistics/mean_inference.h"
#include "statistics/proportion.h"
#include "statistics/statistics.h"

namespace tenfold::reports {

const char* Name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kNothing:
      return "no runs";
    case Verdict::kInconclusive:
      return "inconclusive";
    case Verdict::kReproduced:
      return "reproduced";
    case Verdict::kContradicted:
      return "contradicted";
  }
  return "";
}

Verdict DecideAboveZero(const std::vector<double>& values, double p, double margin) {
  if (values.size() < 2) return Verdict::kNothing;
  const double mean = *Mean(values);
  if (p < kAlpha && mean > 0.0) return Verdict::kReproduced;
  if (p < kAlpha && mean < 0.0) return Verdict::kContradicted;
  return *EquivalenceP(values, -margin, margin) < kAlpha ? Verdict::kContradicted
                                                         : Verdict::kInconclusive;
}

double OutsideP(const std::vector<double>& values, double low, double high) {
  const double mean = *Mean(values);
  if (mean >= low && mean <= high) return 1.0;
  std::vector<double> beyond = values;
  for (double& value : beyond) value -= mean > high ? high : low;
  return *StudentP(beyond);
}

Judgement DecideEqual(const std::vector<double>& values, double value, double margin) {
  Judgement judgement;
  judgement.n = static_cast<int>(values.size());
  judgement.effect = MeanInterval(values);
  if (values.size() < 2) return judgement;
  judgement.p = *EquivalenceP(values, value - margin, value + margin);
  const double outside = OutsideP(values, value - margin, value + margin);
  judgement.verdict = *judgement.p < kAlpha ? Verdict::kReproduced
                      : outside < kAlpha    ? Verdict::kContradicted
                                            : Verdict::kInconclusive;
  if (judgement.verdict == Verdict::kContradicted) judgement.p = outside;
  return judgement;
}

Judgement DecideAtLeast(int successes, int n, double value) {
  Judgement judgement;
  judgement.n = n;
  if (n < 2) return judgement;
  judgement.effect = ProportionInterval(successes, n);
  const Interval one_sided = ProportionInterval(successes, n, 1.0 - 2.0 * kAlpha);
  judgement.verdict = one_sided.low >= value   ? Verdict::kReproduced
                      : one_sided.high < value ? Verdict::kContradicted
                                               : Verdict::kInconclusive;
  return judgement;
}

Judgement DecideMost(int successes, int n) {
  Judgement judgement;
  judgement.n = n;
  if (n < 2) return judgement;
  judgement.effect = ProportionInterval(successes, n);
  judgement.verdict = judgement.effect->low > 0.5    ? Verdict::kReproduced
                      : judgement.effect->high < 0.5 ? Verdict::kContradicted
                                                     : Verdict::kInconclusive;
  return judgement;
}

}  // namespace tenfold::reports
