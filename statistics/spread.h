// What samples say about standard deviations.
#pragma once

#include <optional>
#include <vector>

#include "statistics/interval.h"

namespace tenfold {

// The standard deviation of a normal variable, with its chi-squared interval, from a sample
// variance with `degrees` of freedom (n - 1 for one sample).
Interval StdInterval(double variance, double degrees, double confidence = 0.95);

// Pitman 1939, Morgan 1939: two-sided p-value of equal standard deviations of paired samples, which
// is that of no correlation between sums and differences. Nothing for fewer than three pairs or if
// either has no spread.
std::optional<double> EqualStdP(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace tenfold
