#include "statistics/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tenfold::statistics {
namespace {

// Of the rows that `place` names, n of them.
template <typename Place>
std::vector<double> MeanOf(const std::vector<std::vector<double>>& rows, const Place& place) {
  std::vector<double> mean(rows.front().size(), 0.0);
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::vector<double>& row = rows[place(i)];
    for (size_t j = 0; j < mean.size(); ++j) mean[j] += row[j];
  }
  for (double& sum : mean) sum /= static_cast<double>(rows.size());
  return mean;
}

}  // namespace

std::vector<std::optional<Interval>> BootstrapIntervals(
    const std::vector<std::vector<double>>& rows,
    const std::function<std::vector<double>(const std::vector<double>& mean)>& statistics,
    int resamples, const std::function<uint32_t(uint32_t bound)>& draw, double confidence) {
  if (rows.empty()) return {};
  const std::vector<double> estimates = statistics(MeanOf(rows, [](size_t i) { return i; }));
  std::vector<std::optional<Interval>> intervals(estimates.size());
  if (rows.size() < 2) return intervals;
  std::vector<std::vector<double>> seen(estimates.size());
  const auto count = static_cast<uint32_t>(rows.size());
  for (int i = 0; i < resamples; ++i) {
    const std::vector<double> values =
        statistics(MeanOf(rows, [&](size_t) { return draw(count); }));
    for (size_t j = 0; j < values.size(); ++j) seen[j].push_back(values[j]);
  }
  const auto tail = static_cast<size_t>(std::floor((1.0 - confidence) / 2.0 * resamples));
  for (size_t j = 0; j < estimates.size(); ++j) {
    std::vector<double>& values = seen[j];
    const auto is_finite = [](double value) { return std::isfinite(value); };
    if (!is_finite(estimates[j]) || !std::all_of(values.begin(), values.end(), is_finite)) continue;
    std::sort(values.begin(), values.end());
    intervals[j] = {estimates[j], values[tail], values[values.size() - 1 - tail]};
  }
  return intervals;
}

}  // namespace tenfold::statistics
