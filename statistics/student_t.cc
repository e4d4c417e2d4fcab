#include "statistics/student_t.h"

#include <boost/math/distributions/students_t.hpp>

namespace tenfold {

double StudentUpperTail(double difference, double standard_error, double degrees) {
  if (standard_error == 0.0) return difference > 0.0 ? 0.0 : 1.0;
  return boost::math::cdf(
      boost::math::complement(boost::math::students_t(degrees), difference / standard_error));
}

double StudentQuantile(double degrees, double confidence) {
  return boost::math::quantile(
      boost::math::complement(boost::math::students_t(degrees), (1.0 - confidence) / 2.0));
}

}  // namespace tenfold
