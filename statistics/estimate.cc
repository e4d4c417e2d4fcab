#include "statistics/estimate.h"

#include <algorithm>
#include <cmath>

#include "statistics/statistics.h"

namespace tenfold::statistics {

std::optional<Estimate> EstimateMean(const std::vector<double>& values) {
  if (values.size() < 2) return std::nullopt;
  const double n = static_cast<double>(values.size());
  return Estimate{*Mean(values), *SampleStd(values) / std::sqrt(n), n - 1.0};
}

Estimate EstimateContrast(const std::vector<std::vector<double>>& samples,
                          const std::vector<double>& weights) {
  Estimate estimate;
  double variance = 0.0, by_degrees = 0.0, degrees = 0.0;
  for (size_t i = 0; i < samples.size(); ++i) {
    if (weights[i] == 0.0) continue;
    const double n = static_cast<double>(samples[i].size()), std = *SampleStd(samples[i]);
    const double part = weights[i] * weights[i] * std * std / n;
    estimate.value += weights[i] * *Mean(samples[i]);
    variance += part;
    by_degrees += part * part / (n - 1.0);
    degrees += n - 1.0;
  }
  estimate.standard_error = std::sqrt(variance);
  estimate.degrees = by_degrees > 0.0 ? variance * variance / by_degrees : degrees;
  return estimate;
}

Interval IntervalOf(const Estimate& estimate, double confidence) {
  const double half = StudentQuantile(estimate.degrees, confidence) * estimate.standard_error;
  return {estimate.value, estimate.value - half, estimate.value + half};
}

double StudentP(const Estimate& estimate) {
  return std::min(1.0, 2.0 * StudentUpperTail(std::fabs(estimate.value), estimate.standard_error,
                                              estimate.degrees));
}

double EquivalenceP(const Estimate& estimate, double low, double high) {
  return std::max(
      StudentUpperTail(estimate.value - low, estimate.standard_error, estimate.degrees),
      StudentUpperTail(high - estimate.value, estimate.standard_error, estimate.degrees));
}

double OutsideP(const Estimate& estimate, double low, double high) {
  if (estimate.value >= low && estimate.value <= high) return 1.0;
  Estimate beyond = estimate;
  beyond.value -= estimate.value > high ? high : low;
  return StudentP(beyond);
}

}  // namespace tenfold::statistics
