#include "statistics/spread.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>

#include "statistics/statistics.h"
#include "statistics/student_t.h"

namespace tenfold {

Interval StdInterval(double variance, double degrees, double confidence) {
  const boost::math::chi_squared distribution(degrees);
  const double alpha = (1.0 - confidence) / 2.0, sum = variance * degrees;
  return {std::sqrt(variance),
          std::sqrt(sum / boost::math::quantile(boost::math::complement(distribution, alpha))),
          std::sqrt(sum / boost::math::quantile(distribution, alpha))};
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

}  // namespace tenfold
