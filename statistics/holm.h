// Several tests at once.
#pragma once

#include <vector>

namespace tenfold {

// Holm 1979: p-values of a family of tests, adjusted so that rejecting those below alpha makes one
// error or more with probability alpha at most. In the order given.
std::vector<double> HolmAdjusted(const std::vector<double>& p_values);

}  // namespace tenfold
