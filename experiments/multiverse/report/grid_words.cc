// How the page and the figures show the results over a grid.
#include <cmath>
#include <string>
#include <utility>

#include "experiments/multiverse/report/grid_results.h"
#include "reports/parts/markdown.h"

namespace tenfold::reports {
namespace {

constexpr size_t kNamedTerms = 2;

}  // namespace

const char* Name(Outcome outcome) {
  return outcome == Outcome::kHolds ? "holds" : outcome == Outcome::kFails ? "fails" : "open";
}

Interval GridResult::Shown(Interval effect) const {
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

std::string EffectText(const GridResult& result, const Interval& effect) {
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
    if (result.verdict != Verdict::kDepends || !result.dependence.has_value()) continue;
    std::vector<std::string> terms;
    for (const Term* term : TermsFound(*result.dependence)) {
      if (terms.size() < kNamedTerms) terms.push_back(TermText(*result.grid, *term));
    }
    if (!terms.empty()) judgement.detail = AndList(std::move(terms));
  }
  return judgements;
}

}  // namespace tenfold::reports
