// The verdicts on what the report says of the pairs.
#pragma once

#include <vector>

#include "experiments/pairs/report/claims.h"
#include "statistics/factorial.h"

namespace tenfold::reports {

// Of what is about the spread of runs.
inline constexpr Unit kStd = {4, false, 1.0, "", "standard deviation of test accuracy"};

// Whether the settings' runs share their seeds, or those of each are independent of the others'.
enum class Pairing { kBySeed, kNone };

// One for each claim, in their order, each by itself (CorrectTogether). What is about the spread of
// runs is decided on `many`, the rest on `cells`.
std::vector<Judgement> JudgePairs(const std::vector<const PairClaim*>& claims,
                                  const statistics::FactorialCells& cells,
                                  const statistics::FactorialCells& many,
                                  Pairing pairing = Pairing::kBySeed);

// The same on all claims.
std::vector<Judgement> JudgePairs(const statistics::FactorialCells& cells,
                                  const statistics::FactorialCells& many);

// The standard deviation of the runs of these settings: of a setting's, over its settings; of all
// together.
double StdWithin(const statistics::FactorialCells& cells, uint8_t settings);
double StdOverall(const statistics::FactorialCells& cells, uint8_t settings);

}  // namespace tenfold::reports
