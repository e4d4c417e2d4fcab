// What the report says of the disc, and how it is decided.
#pragma once

#include <vector>

#include "reports/claims/claim.h"

namespace tenfold::reports {

inline constexpr const char* kDiscVariants[] = {"depth-3", "depth-4"};

// "systematically achieves more than 95%" on both sets.
inline constexpr double kClaimedAccuracy = 0.95;

// Of the runs with one number of hidden layers.
enum class DiscTest {
  kAlmostAlways,   // both accuracies above .95 in `value` of all runs or more (Clopper-Pearson)
  kSameAsLibrary,  // test accuracy minus LibTorch's is 0 +- margin (TOST, paired by seed)
  kStartsHigh,     // in most runs the first step's loss is `value` times that of its stall or more
  kStalls,         // in most runs the loss stalls for `value` epochs or more (verdicts.h)
  kFallsAgain,     // in most runs the last epoch's loss is below `value` times that of its stall
  kRateShortens,   // a higher, decaying rate makes the stall shorter, by more than the margin
};

struct DiscClaim : Claim {
  DiscTest test;
};

const std::vector<DiscClaim>& DiscClaims();

}  // namespace tenfold::reports
