// Lines through points, with an offset, and how steep data are between neighbours.
#pragma once

#include <optional>
#include <vector>

#include "statistics/inference.h"

namespace tenfold::statistics {

// y = offset + slope * x by weighted least squares; intervals at 95 %.
struct Line {
  Interval offset, slope;
  double r_squared = 0.0;          // the part of y's weighted variance that the line explains
  double largest_deviation = 0.0;  // of y from the line, as a part of y
};

// Nothing for fewer than three points, if all x or all y are equal, or a y is zero. `weights` are
// positive, one for each point; none: all are equal.
std::optional<Line> FitLine(const std::vector<double>& x, const std::vector<double>& y,
                            const std::vector<double>& weights = {});

// Of neighbouring points log(y2 / y1) / log(x2 / x1): the exponent of a power law through both. All
// values are positive, and neighbours' x differ.
std::vector<double> LocalSlopes(const std::vector<double>& x, const std::vector<double>& y);

}  // namespace tenfold::statistics
