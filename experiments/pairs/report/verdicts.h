// The verdicts on what the report says of the pairs.
#pragma once

#include <vector>

#include "experiments/pairs/report/claims.h"
#include "statistics/factorial.h"

namespace tenfold::reports {

// One for each claim, in their order. Those of test kBetter are one family of tests.
std::vector<Judgement> JudgePairs(const std::vector<const PairClaim*>& claims,
                                  const FactorialCells& cells);

// The same on all claims.
std::vector<Judgement> JudgePairs(const FactorialCells& cells);

}  // namespace tenfold::reports
