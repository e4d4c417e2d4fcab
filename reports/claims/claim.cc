#include "reports/claims/claim.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "reports/claims/number.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

std::string Text(const Unit& unit, double value) {
  return (unit.has_sign ? Signed : Fixed)(unit.scale * value, unit.decimals);
}

double TwoSided(double one, double other) { return std::min(1.0, 2.0 * std::min(one, other)); }

}  // namespace

std::string ClaimText(const Claim& claim) {
  return absl::StrCat(*claim.part_of == '\0' ? "" : "– ", claim.short_form);
}

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
    case Verdict::kDepends:
      return "depends";
  }
  return "";
}

const char* Sign(Verdict verdict) {
  switch (verdict) {
    case Verdict::kNothing:
      return "–";
    case Verdict::kInconclusive:
      return "?";
    case Verdict::kReproduced:
      return "✓";
    case Verdict::kContradicted:
      return "✗";
    case Verdict::kDepends:
      return "⇄";
  }
  return "";
}

void Judgement::Decide(const std::vector<Evidence>& evidence) {
  const Evidence& strongest =
      *std::min_element(evidence.begin(), evidence.end(),
                        [](const Evidence& a, const Evidence& b) { return a.p < b.p; });
  says = strongest.says;
  test = strongest.test;
  p = strongest.p;
  verdict = strongest.p < statistics::kAlpha ? says : Verdict::kInconclusive;
}

void CorrectTogether(const std::vector<Judgement*>& judgements) {
  std::vector<Judgement*> decided;
  std::vector<double> p_values;
  for (Judgement* judgement : judgements) {
    if (!judgement->p.has_value()) continue;
    decided.push_back(judgement);
    p_values.push_back(*judgement->p);
  }
  const std::vector<double> adjusted = statistics::HolmAdjusted(p_values);
  for (size_t i = 0; i < decided.size(); ++i) {
    decided[i]->holm_p = adjusted[i];
    decided[i]->verdict =
        adjusted[i] < statistics::kAlpha ? decided[i]->says : Verdict::kInconclusive;
  }
}

Evidence AllOf(Verdict says, const std::vector<double>& p_values, const char* test) {
  return {says, *std::max_element(p_values.begin(), p_values.end()), test};
}

Evidence OneOf(Verdict says, const std::vector<double>& p_values, const char* test) {
  const std::vector<double> adjusted = statistics::HolmAdjusted(p_values);
  return {says, *std::min_element(adjusted.begin(), adjusted.end()), test};
}

Judgement DecideAboveZero(const statistics::Estimate& estimate, double zero_p, const char* test,
                          double margin) {
  Judgement judgement;
  judgement.effect = statistics::IntervalOf(estimate);
  judgement.stated = {0.0, margin, /*or_more=*/true};
  const Evidence sign = {estimate.value > 0.0 ? Verdict::kReproduced : Verdict::kContradicted,
                         zero_p, test};
  const Evidence none = {Verdict::kContradicted,
                         statistics::EquivalenceP(estimate, -margin, margin), "TOST"};
  judgement.Decide(zero_p < statistics::kAlpha ? std::vector<Evidence>{sign}
                                               : std::vector{sign, none});
  return judgement;
}

Judgement DecideAboveZero(const std::vector<double>& values, double margin) {
  Judgement judgement;
  if (values.size() >= 2) {
    judgement =
        DecideAboveZero(*statistics::EstimateMean(values), *statistics::ZeroMeanP(values),
                        values.size() <= statistics::kMaxSignFlip ? "sign flips" : "t", margin);
  }
  judgement.n = static_cast<int>(values.size());
  return judgement;
}

Judgement DecideEqual(const std::optional<statistics::Estimate>& estimate, double value,
                      double margin, const char* equivalence, const char* outside) {
  Judgement judgement;
  if (!estimate.has_value()) return judgement;
  judgement.effect = statistics::IntervalOf(*estimate);
  judgement.stated = {value, margin};
  const double low = value - margin, high = value + margin;
  judgement.Decide(
      {{Verdict::kReproduced, statistics::EquivalenceP(*estimate, low, high), equivalence},
       {Verdict::kContradicted, statistics::OutsideP(*estimate, low, high), outside}});
  return judgement;
}

Judgement DecideAtLeast(int successes, int n, double value) {
  Judgement judgement;
  judgement.n = n;
  if (n < 2) return judgement;
  judgement.effect = statistics::ProportionInterval(successes, n);
  judgement.unit = &kPartOfRuns;
  judgement.stated = {value, 0.0, /*or_more=*/true};
  judgement.Decide(
      {{Verdict::kReproduced, statistics::AtLeastP(successes, n, value), "binomial"},
       {Verdict::kContradicted, statistics::AtMostP(successes, n, value), "binomial"}});
  return judgement;
}

Judgement DecideMost(int successes, int n) {
  Judgement judgement;
  judgement.n = n;
  if (n < 2) return judgement;
  judgement.effect = statistics::ProportionInterval(successes, n);
  judgement.unit = &kPartOfRuns;
  judgement.stated = {0.5, 0.0, /*or_more=*/true};
  const double p =
      TwoSided(statistics::AtLeastP(successes, n, 0.5), statistics::AtMostP(successes, n, 0.5));
  judgement.Decide({{2 * successes > n ? Verdict::kReproduced : Verdict::kContradicted, p,
                     "binomial, two-sided"}});
  return judgement;
}

std::string EffectText(const Judgement& judgement) {
  if (!judgement.effect.has_value() || judgement.detail_alone) return judgement.detail;
  const Unit& unit = *judgement.unit;
  const statistics::Interval& effect = *judgement.effect;
  return absl::StrCat(Text(unit, effect.estimate), " [", Text(unit, effect.low), ", ",
                      Text(unit, effect.high), "]", unit.name, judgement.detail.empty() ? "" : "; ",
                      judgement.detail);
}

std::string EstimateText(const Judgement& judgement) {
  if (!judgement.effect.has_value()) return judgement.detail;
  return absl::StrCat(Text(*judgement.unit, judgement.effect->estimate), judgement.unit->name);
}

std::string CellText(const Judgement& judgement, int n_of_all) {
  const char* word = judgement.word != nullptr ? judgement.word : Name(judgement.verdict);
  if (judgement.verdict == Verdict::kNothing) return word;
  const std::string effect = EffectText(judgement);
  return absl::StrCat(
      "**", Sign(judgement.verdict), " ", word, "**", effect.empty() ? "" : " ", effect,
      judgement.n == n_of_all ? "" : absl::StrCat(" (n\u00a0=\u00a0", judgement.n, ")"));
}

}  // namespace tenfold::reports
