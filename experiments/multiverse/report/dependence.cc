#include "experiments/multiverse/report/dependence.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "reports/parts/markdown.h"
#include "statistics/inference.h"
#include "statistics/regression.h"

namespace tenfold::reports {
namespace {

double Coded(const measurements::Grid& grid, size_t setting, size_t choice) {
  const double last = static_cast<double>(grid.choices[choice].levels.size()) - 1.0;
  return 2.0 * static_cast<double>(grid.settings[setting].levels[choice]) / last - 1.0;
}

std::vector<double> ColumnOf(const measurements::Grid& grid, const std::vector<size_t>& settings,
                             const Term& term) {
  std::vector<double> column;
  for (size_t setting : settings) {
    const double other = term.second.has_value() ? Coded(grid, setting, *term.second) : 1.0;
    column.push_back(other * Coded(grid, setting, term.first));
  }
  return column;
}

bool AreNumbers(const std::vector<std::string>& levels) {
  double number;
  return std::all_of(levels.begin(), levels.end(),
                     [&](const std::string& level) { return absl::SimpleAtod(level, &number); });
}

}  // namespace

std::optional<Dependence> FitDependence(const measurements::Grid& grid,
                                        const std::vector<size_t>& settings,
                                        const std::vector<double>& effects) {
  const size_t choices = grid.choices.size();
  Dependence dependence;
  for (size_t a = 0; a < choices; ++a) dependence.terms.push_back({a, std::nullopt, {}});
  const bool pairs = settings.size() >= 2 * (1 + choices + choices * (choices - 1) / 2);
  for (size_t a = 0; pairs && a < choices; ++a) {
    for (size_t b = a + 1; b < choices; ++b) dependence.terms.push_back({a, b, {}});
  }
  std::vector<std::vector<double>> columns;
  for (const Term& term : dependence.terms) columns.push_back(ColumnOf(grid, settings, term));
  const std::optional<statistics::Regression> regression =
      statistics::FitRegression(columns, effects);
  if (!regression.has_value()) return std::nullopt;
  std::vector<double> p_values;
  for (size_t i = 0; i < dependence.terms.size(); ++i) {
    Term& term = dependence.terms[i];
    term.slope = regression->slopes[i];
    term.share = regression->shares[i];
    p_values.push_back(term.p = statistics::StudentP(term.slope));
  }
  const std::vector<double> adjusted = statistics::HolmAdjusted(p_values);
  for (size_t i = 0; i < adjusted.size(); ++i) dependence.terms[i].holm_p = adjusted[i];
  dependence.r_squared = regression->r_squared;
  return dependence;
}

std::vector<const Term*> TermsFound(const Dependence& dependence) {
  std::vector<const Term*> found;
  for (const Term& term : dependence.terms) {
    if (term.holm_p < statistics::kAlpha) found.push_back(&term);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Term* a, const Term* b) { return a->share > b->share; });
  return found;
}

std::string TermText(const measurements::Grid& grid, const Term& term) {
  const bool up = term.slope.value > 0.0;
  const measurements::Choice& choice = grid.choices[term.first];
  if (term.second.has_value()) {
    return absl::StrCat(Literal(choice.name), " × ", Literal(grid.choices[*term.second].name),
                        up ? " (+)" : " (-)");
  }
  if (AreNumbers(choice.levels)) return absl::StrCat(Literal(choice.name), up ? " up" : " down");
  return absl::StrCat(Literal(choice.name), " ",
                      Literal(up ? choice.levels.back() : choice.levels.front()));
}

}  // namespace tenfold::reports
