// What counted successes say about a probability.
#pragma once

#include "statistics/interval.h"

namespace tenfold {

// Clopper and Pearson 1934: the exact interval of a probability from `successes` of `n` trials. n
// is at least 1.
Interval ProportionInterval(int successes, int n, double confidence = 0.95);

}  // namespace tenfold
