#include "statistics/inference.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <numeric>

#include "statistics/estimate.h"
#include "statistics/statistics.h"

namespace tenfold::statistics {

double StudentUpperTail(double difference, double standard_error, double degrees) {
  if (standard_error == 0.0) return difference > 0.0 ? 0.0 : 1.0;
  return boost::math::cdf(
      boost::math::complement(boost::math::students_t(degrees), difference / standard_error));
}

double StudentQuantile(double degrees, double confidence) {
  return boost::math::quantile(
      boost::math::complement(boost::math::students_t(degrees), (1.0 - confidence) / 2.0));
}

std::optional<Interval> MeanInterval(const std::vector<double>& values, double confidence) {
  const std::optional<Estimate> estimate = EstimateMean(values);
  if (!estimate.has_value()) return std::nullopt;
  return IntervalOf(*estimate, confidence);
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
  const std::optional<Estimate> estimate = EstimateMean(values);
  if (!estimate.has_value()) return std::nullopt;
  return StudentP(*estimate);
}

std::optional<double> ZeroMeanP(const std::vector<double>& values) {
  if (values.size() < 2) return std::nullopt;
  return values.size() <= kMaxSignFlip ? SignFlipP(values) : StudentP(values);
}

std::optional<double> EquivalenceP(const std::vector<double>& values, double low, double high) {
  const std::optional<Estimate> estimate = EstimateMean(values);
  if (!estimate.has_value()) return std::nullopt;
  return EquivalenceP(*estimate, low, high);
}

Interval StdInterval(double variance, double degrees, double confidence) {
  const boost::math::chi_squared distribution(degrees);
  const double alpha = (1.0 - confidence) / 2.0, sum = variance * degrees;
  return {std::sqrt(variance),
          std::sqrt(sum / boost::math::quantile(boost::math::complement(distribution, alpha))),
          std::sqrt(sum / boost::math::quantile(distribution, alpha))};
}

double StdAboveP(double variance, double degrees, double bound) {
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(degrees),
                                                  variance * degrees / (bound * bound)));
}

double StdBelowP(double variance, double degrees, double bound) {
  return boost::math::cdf(boost::math::chi_squared(degrees), variance * degrees / (bound * bound));
}

std::optional<double> EqualStdP(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() != b.size() || a.size() < 3) return std::nullopt;
  std::vector<double> sums(a.size()), differences(a.size());
  for (size_t i = 0; i < a.size(); ++i) {
    sums[i] = a[i] + b[i];
    differences[i] = a[i] - b[i];
  }
  const double std_a = *SampleStd(a), std_b = *SampleStd(b);
  const double std_sum = *SampleStd(sums), std_difference = *SampleStd(differences);
  if (std_a == 0.0 || std_b == 0.0) return std::nullopt;
  // One of the two is a constant plus the other, or its mirror image: equal spread.
  if (std_sum == 0.0 || std_difference == 0.0) return 1.0;
  // The covariance of sums and differences is the difference of the variances.
  const double r = (std_a * std_a - std_b * std_b) / (std_sum * std_difference);
  const double degrees = static_cast<double>(a.size()) - 2.0;
  const double error = std::sqrt(std::max(0.0, 1.0 - r * r) / degrees);
  return std::min(1.0, 2.0 * StudentUpperTail(std::fabs(r), error, degrees));
}

std::optional<double> EqualStdOfIndependentP(const std::vector<double>& a,
                                             const std::vector<double>& b) {
  if (a.size() < 2 || b.size() < 2) return std::nullopt;
  const double std_a = *SampleStd(a), std_b = *SampleStd(b);
  if (std_a == 0.0 || std_b == 0.0) return std::nullopt;
  const boost::math::fisher_f distribution(static_cast<double>(a.size()) - 1.0,
                                           static_cast<double>(b.size()) - 1.0);
  const double ratio = std_a * std_a / (std_b * std_b);
  return std::min(1.0,
                  2.0 * std::min(boost::math::cdf(distribution, ratio),
                                 boost::math::cdf(boost::math::complement(distribution, ratio))));
}

double AtLeastP(int successes, int n, double probability) {
  if (successes == 0) return 1.0;
  return boost::math::cdf(boost::math::complement(
      boost::math::binomial_distribution<double>(n, probability), successes - 1));
}

double AtMostP(int successes, int n, double probability) {
  return boost::math::cdf(boost::math::binomial_distribution<double>(n, probability), successes);
}

Interval ProportionInterval(int successes, int n, double confidence) {
  using Binomial = boost::math::binomial_distribution<double>;
  const double alpha = (1.0 - confidence) / 2.0, trials = n, count = successes;
  return {count / trials, Binomial::find_lower_bound_on_p(trials, count, alpha),
          Binomial::find_upper_bound_on_p(trials, count, alpha)};
}

std::vector<double> HolmAdjusted(const std::vector<double>& p_values) {
  std::vector<size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> adjusted(p_values.size());
  double largest = 0.0;
  for (size_t i = 0; i < order.size(); ++i) {
    largest = std::max(largest, static_cast<double>(order.size() - i) * p_values[order[i]]);
    adjusted[order[i]] = std::min(largest, 1.0);
  }
  return adjusted;
}

double DetectableEffect(int n, double power, double alpha) {
  const double degrees = n - 1.0, critical = StudentQuantile(degrees, 1.0 - alpha);
  const auto power_of = [&](double noncentrality) {
    const boost::math::non_central_t distribution(degrees, noncentrality);
    return boost::math::cdf(boost::math::complement(distribution, critical)) +
           boost::math::cdf(distribution, -critical);
  };
  double low = 0.0, high = 1.0;
  while (power_of(high) < power) high *= 2.0;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2.0;
    (power_of(middle) < power ? low : high) = middle;
  }
  return high / std::sqrt(static_cast<double>(n));
}

}  // namespace tenfold::statistics
