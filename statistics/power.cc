#include "statistics/power.h"

#include <boost/math/distributions/non_central_t.hpp>
#include <cmath>

#include "statistics/student_t.h"

namespace tenfold {

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

}  // namespace tenfold
