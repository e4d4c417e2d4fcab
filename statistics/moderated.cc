#include "statistics/moderated.h"

#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "statistics/statistics.h"

namespace tenfold::statistics {
namespace {

// The y with trigamma(y) = x > 0, by Newton's method on 1 / trigamma, which is nearly a line and
// convex: from the left it never steps too far.
double TrigammaInverse(double x) {
  double y = 0.5 + 1.0 / x;
  for (int i = 0; i < 50; ++i) {
    const double trigamma = boost::math::trigamma(y);
    const double step = trigamma * (1.0 - trigamma / x) / boost::math::polygamma(2, y);
    y += step;
    if (std::fabs(step) < 1e-10 * y) break;
  }
  return y;
}

}  // namespace

VariancePrior PriorOf(const std::vector<double>& variances, const std::vector<double>& degrees) {
  const size_t n = variances.size();
  if (n < 2) return {};
  const double least = 1e-5 * *Median(variances);
  if (least == 0.0) return {};
  std::vector<double> logs;
  double trigammas = 0.0;
  for (size_t i = 0; i < n; ++i) {
    const double half = degrees[i] / 2.0;
    logs.push_back(std::log(std::max(variances[i], least)) - boost::math::digamma(half) +
                   std::log(half));
    trigammas += boost::math::trigamma(half) / static_cast<double>(n);
  }
  const double mean = *Mean(logs), std = *SampleStd(logs), beyond = std * std - trigammas;
  VariancePrior prior = {std::exp(mean), std::numeric_limits<double>::infinity(),
                         std::accumulate(degrees.begin(), degrees.end(), 0.0)};
  if (beyond <= 0.0) return prior;
  const double half = TrigammaInverse(beyond);
  prior.degrees = 2.0 * half;
  prior.variance = std::exp(mean + boost::math::digamma(half) - std::log(half));
  return prior;
}

ModeratedVariance Moderated(double variance, double degrees, const VariancePrior& prior) {
  if (prior.degrees == 0.0) return {variance, degrees};
  if (std::isinf(prior.degrees)) return {prior.variance, prior.most_degrees};
  return {
      (prior.degrees * prior.variance + degrees * variance) / (prior.degrees + degrees),
      std::min(prior.degrees + degrees, prior.most_degrees),
  };
}

}  // namespace tenfold::statistics
