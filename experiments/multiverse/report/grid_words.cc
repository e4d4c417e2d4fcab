// How the page and the figures show the results over a grid.
#include <cmath>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "experiments/multiverse/report/grid_results.h"

namespace tenfold::reports {
const char* Name(Outcome outcome) {
  return outcome == Outcome::kHolds ? "holds" : outcome == Outcome::kFails ? "fails" : "open";
}

statistics::Interval GridResult::Shown(statistics::Interval effect) const {
  if (!is_log) return effect;
  return {std::exp(effect.estimate), std::exp(effect.low), std::exp(effect.high)};
}

const char* WordOverGrid(Verdict verdict) {
  switch (verdict) {
    case Verdict::kNothing:
      return "not asked";
    case Verdict::kInconclusive:
      return "not decided";
    case Verdict::kReproduced:
      return "holds everywhere";
    case Verdict::kContradicted:
      return "nowhere";
    case Verdict::kDepends:
      return "depends";
  }
  return "";
}

std::string EffectText(const GridResult& result, const statistics::Interval& effect) {
  Judgement shown;
  shown.effect = result.Shown(effect);
  shown.unit = result.unit;
  return EffectText(shown);
}

std::vector<Judgement> JudgementsOf(const std::vector<GridResult>& results) {
  std::vector<Judgement> judgements;
  for (const GridResult& result : results) {
    Judgement& judgement = judgements.emplace_back();
    judgement.claim = result.claim;
    judgement.verdict = result.verdict;
    judgement.word = WordOverGrid(result.verdict);
    judgement.n = static_cast<int>(result.grid->settings.size());
    judgement.unit = result.unit;
    judgement.detail_alone = true;
    if (result.mean.has_value() && !result.is_slack) judgement.effect = result.Shown(*result.mean);
    if (result.verdict == Verdict::kNothing) continue;
    judgement.detail = absl::StrCat("holds in ", result.Count(Outcome::kHolds), ", fails in ",
                                    result.Count(Outcome::kFails));
  }
  return judgements;
}

}  // namespace tenfold::reports
