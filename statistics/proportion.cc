#include "statistics/proportion.h"

#include <boost/math/distributions/binomial.hpp>

namespace tenfold {

Interval ProportionInterval(int successes, int n, double confidence) {
  using Binomial = boost::math::binomial_distribution<double>;
  const double alpha = (1.0 - confidence) / 2.0, trials = n, count = successes;
  return {count / trials, Binomial::find_lower_bound_on_p(trials, count, alpha),
          Binomial::find_upper_bound_on_p(trials, count, alpha)};
}

}  // namespace tenfold
