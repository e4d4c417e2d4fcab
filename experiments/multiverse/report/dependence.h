// On which choices the settings' effects depend.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/measurements/multiverse.h"
#include "statistics/estimate.h"

namespace tenfold::reports {

// A choice, or two of them together, as a regressor: its level's place from -1 (first) to 1 (last),
// or the product of both.
struct Term {
  size_t first = 0;
  std::optional<size_t> second;
  statistics::Estimate slope;  // of the effect
  double p = 1.0;              // of Student's t-test against zero
  double holm_p = 1.0;         // corrected over all terms
  double share = 0.0;          // of the effects' variance between settings (Regression::shares)
};

struct Dependence {
  std::vector<Term> terms;  // choices in order, then pairs; all that vary
  double r_squared = 0.0;
};

// Ordinary least squares of `effects` on all choices and all pairs of them; pairs are left out if
// there are fewer than two settings for each coefficient. By effect, `settings` says which of the
// grid's it is of. Nothing if the regressors depend on each other or the effects are all equal.
std::optional<Dependence> FitDependence(const measurements::Grid& grid,
                                        const std::vector<size_t>& settings,
                                        const std::vector<double>& effects);

// Those with a corrected p-value below kAlpha, with the largest share first.
std::vector<const Term*> TermsFound(const Dependence& dependence);

// What makes the effect larger: "learning rate up", "optimizer Adam"; of two choices "learning rate
// × epochs" with "(+)" if going the same way does, "(-)" if going apart does.
std::string TermText(const measurements::Grid& grid, const Term& term);

}  // namespace tenfold::reports
