#include "statistics/chi_squared.h"

#include <boost/math/distributions/chi_squared.hpp>

namespace tenfold::statistics {

void ChiSquared::Add(double difference, double variance) {
  value += difference * difference / variance;
  ++degrees;
}

double ChiSquared::p() const {
  if (degrees == 0) return 1.0;
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(degrees), value));
}

}  // namespace tenfold::statistics
