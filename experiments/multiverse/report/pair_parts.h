// The pairs' claims as they are asked in each setting of a grid.
#pragma once

#include <functional>
#include <vector>

#include "experiments/measurements/multiverse.h"
#include "experiments/pairs/report/claims.h"
#include "statistics/factorial.h"

namespace tenfold::reports {

// One of the statistics that a claim is about. The claim holds if each is within its bounds, and
// fails if one is outside of those further ones.
struct ClaimPart {
  std::function<double(const statistics::FactorialCells&)> statistic;
  double low, high;
  double fails_below, fails_above;
};

// Of test accuracies as fractions; what is about spread is the logarithm of a standard deviation,
// or of a ratio of two.
std::vector<ClaimPart> PartsOf(const PairClaim& claim);

// By setting, test accuracies of the seeds with which no variant diverged.
std::vector<statistics::FactorialCells> CellsOf(const measurements::Grid& grid);

// Of these seeds alone: from `first` to before `end` of the cells' order.
statistics::FactorialCells SomeSeeds(const statistics::FactorialCells& cells, size_t first,
                                     size_t end);

}  // namespace tenfold::reports
