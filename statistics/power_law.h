// How one quantity grows with another.
#pragma once

#include <optional>
#include <vector>

#include "statistics/interval.h"

namespace tenfold {

// y = factor * x^exponent by least squares of the logarithms; the interval is at 95 %.
struct PowerLaw {
  Interval exponent;
  double factor = 0.0;
};

// Nothing for fewer than three points or if all x are equal. All values are positive.
std::optional<PowerLaw> FitPowerLaw(const std::vector<double>& x, const std::vector<double>& y);

}  // namespace tenfold
