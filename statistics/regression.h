// Linear regression by ordinary least squares.
#pragma once

#include <optional>
#include <vector>

#include "statistics/estimate.h"

namespace tenfold::statistics {

struct Regression {
  Estimate offset;
  std::vector<Estimate> slopes;  // one for each column, with classical standard errors
  // By column, how much less of y's variation about its mean would be explained without it
  // (partial sum of squares), as a part of all. Columns that are correlated share what they
  // explain together, which is in no part.
  std::vector<double> shares;
  double r_squared = 0.0;
};

// y = offset + sum slopes[j] * columns[j]; each column is as long as y. Nothing if there are not
// more values than coefficients, if columns depend on each other or on a constant, or if all y are
// equal.
std::optional<Regression> FitRegression(const std::vector<std::vector<double>>& columns,
                                        const std::vector<double>& y);

}  // namespace tenfold::statistics
