#include "reports/claims/claim.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

// The number behind a verdict with its 95 % interval.
std::string EffectText(const Judgement& judgement) {
  if (!judgement.effect.has_value() || judgement.unit == nullptr) return judgement.detail;
  const Unit& unit = *judgement.unit;
  const auto number = [&](double value) {
    return absl::StrFormat(absl::ParsedFormat<'f'>(absl::string_view(unit.format)),
                           unit.scale * value);
  };
  const Interval& effect = *judgement.effect;
  return absl::StrCat(number(effect.estimate), " [", number(effect.low), ", ", number(effect.high),
                      "]", unit.name, judgement.detail.empty() ? "" : "; ", judgement.detail);
}

}  // namespace

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
  judgement.unit = &kPartOfRuns;
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
  judgement.unit = &kPartOfRuns;
  judgement.verdict = judgement.effect->low > 0.5    ? Verdict::kReproduced
                      : judgement.effect->high < 0.5 ? Verdict::kContradicted
                                                     : Verdict::kInconclusive;
  return judgement;
}

std::string CellText(const Judgement& judgement) {
  const std::string name = Name(judgement.verdict);
  if (judgement.verdict == Verdict::kNothing) return name;
  const std::string effect = EffectText(judgement);
  return absl::StrCat(
      judgement.verdict == Verdict::kInconclusive ? name : absl::StrCat("**", name, "**"),
      effect.empty() ? "" : ": ", effect, " (n = ", judgement.n, ")");
}

std::string Tally(const std::vector<Judgement>& judgements) {
  std::string text;
  for (Verdict verdict :
       {Verdict::kReproduced, Verdict::kContradicted, Verdict::kInconclusive, Verdict::kNothing}) {
    const auto count =
        std::count_if(judgements.begin(), judgements.end(),
                      [&](const Judgement& judgement) { return judgement.verdict == verdict; });
    if (count > 0) absl::StrAppend(&text, text.empty() ? "" : ", ", count, " ", Name(verdict));
  }
  return text;
}

}  // namespace tenfold::reports
