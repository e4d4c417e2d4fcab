#include "statistics/mean_inference.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "statistics/statistics.h"
#include "statistics/student_t.h"

namespace tenfold {
namespace {

double StandardError(const std::vector<double>& values) {
  return *SampleStd(values) / std::sqrt(static_cast<double>(values.size()));
}

double Degrees(const std::vector<double>& values) {
  return static_cast<double>(values.size()) - 1.0;
}

}  // namespace

std::optional<Interval> MeanInterval(const std::vector<double>& values, double confidence) {
  if (values.size() < 2) return std::nullopt;
  const double mean = *Mean(values);
  const double half = StudentQuantile(Degrees(values), confidence) * StandardError(values);
  return Interval{mean, mean - half, mean + half};
}

double SignFlipP(const std::vector<double>& values) {
  if (values.size() > kMaxSignFlip) {
    std::fprintf(stderr, "SignFlipP: %zu values; at most %zu\n", values.size(), kMaxSignFlip);
    std::abort();
  }
  double seen = 0.0, largest = 0.0;
  for (double value : values) {
    seen += value;
    largest += std::fabs(value);
  }
  // Sums that are equal but for their rounding count as equal.
  const double bound = std::fabs(seen) - 1e-9 * largest;
  // Gray code: each pattern differs from the one before in one sign. Half of them are enough, since
  // the others are their mirror images.
  std::vector<double> signed_values = values;
  const uint32_t patterns = values.empty() ? 1 : uint32_t{1} << (values.size() - 1);
  double sum = seen;
  uint32_t extreme = 0;
  for (uint32_t pattern = 1;; ++pattern) {
    extreme += std::fabs(sum) >= bound;
    if (pattern == patterns) break;
    size_t flipped = 0;
    while ((pattern >> flipped & 1) == 0) ++flipped;
    sum -= 2.0 * signed_values[flipped];
    signed_values[flipped] = -signed_values[flipped];
  }
  return static_cast<double>(extreme) / patterns;
}

std::optional<double> StudentP(const std::vector<double>& values) {
  if (values.size() < 2) return std::nullopt;
  return std::min(1.0, 2.0 * StudentUpperTail(std::fabs(*Mean(values)), StandardError(values),
                                              Degrees(values)));
}

std::optional<double> ZeroMeanP(const std::vector<double>& values) {
  if (values.size() < 2) return std::nullopt;
  return values.size() <= kMaxSignFlip ? SignFlipP(values) : StudentP(values);
}

std::optional<double> EquivalenceP(const std::vector<double>& values, double low, double high) {
  if (values.size() < 2) return std::nullopt;
  const double mean = *Mean(values), error = StandardError(values), degrees = Degrees(values);
  return std::max(StudentUpperTail(mean - low, error, degrees),
                  StudentUpperTail(high - mean, error, degrees));
}

}  // namespace tenfold
