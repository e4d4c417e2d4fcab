#include "statistics/line.h"

#include <algorithm>
#include <cmath>

namespace tenfold::statistics {

std::optional<Line> FitLine(const std::vector<double>& x, const std::vector<double>& y,
                            const std::vector<double>& weights) {
  const size_t n = x.size();
  if (n < 3 || y.size() != n) return std::nullopt;
  const auto weight = [&](size_t i) { return weights.empty() ? 1.0 : weights[i]; };
  double all = 0.0, mean_x = 0.0, mean_y = 0.0;
  for (size_t i = 0; i < n; ++i) {
    all += weight(i);
    mean_x += weight(i) * x[i];
    mean_y += weight(i) * y[i];
  }
  mean_x /= all;
  mean_y /= all;
  double xx = 0.0, xy = 0.0, yy = 0.0;
  for (size_t i = 0; i < n; ++i) {
    xx += weight(i) * (x[i] - mean_x) * (x[i] - mean_x);
    xy += weight(i) * (x[i] - mean_x) * (y[i] - mean_y);
    yy += weight(i) * (y[i] - mean_y) * (y[i] - mean_y);
  }
  if (xx == 0.0 || yy == 0.0 || std::find(y.begin(), y.end(), 0.0) != y.end()) return std::nullopt;
  const double slope = xy / xx, offset = mean_y - slope * mean_x;
  Line line;
  double residuals = 0.0;
  for (size_t i = 0; i < n; ++i) {
    const double residual = y[i] - offset - slope * x[i];
    residuals += weight(i) * residual * residual;
    line.largest_deviation = std::max(line.largest_deviation, std::fabs(residual / y[i]));
  }
  const double degrees = static_cast<double>(n) - 2.0;
  const double half = StudentQuantile(degrees, 0.95) * std::sqrt(residuals / degrees);
  const double half_slope = half / std::sqrt(xx);
  const double half_offset = half * std::sqrt(1.0 / all + mean_x * mean_x / xx);
  line.slope = {slope, slope - half_slope, slope + half_slope};
  line.offset = {offset, offset - half_offset, offset + half_offset};
  line.r_squared = 1.0 - residuals / yy;
  return line;
}

std::vector<double> LocalSlopes(const std::vector<double>& x, const std::vector<double>& y) {
  std::vector<double> slopes;
  for (size_t i = 1; i < x.size(); ++i)
    slopes.push_back(std::log(y[i] / y[i - 1]) / std::log(x[i] / x[i - 1]));
  return slopes;
}

}  // namespace tenfold::statistics
