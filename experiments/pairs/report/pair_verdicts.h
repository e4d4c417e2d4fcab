// The verdicts on what the report says of the pairs.
#pragma once

#include <vector>

#include "reports/claims/claim.h"
#include "reports/claims/verdict.h"
#include "statistics/factorial.h"

namespace tenfold::reports {

// One for each claim, in their order; the claims are about pairs. Those of kind kBetter are one
// family of tests.
std::vector<Judgement> JudgePairs(const std::vector<const Claim*>& claims,
                                  const FactorialCells& cells);

}  // namespace tenfold::reports
