// Statistics of positive values that differ by factors, such as times and their ratios: they are
// taken as log-normal, so means, intervals and slopes are those of logarithms.
#pragma once

#include <optional>
#include <vector>

#include "statistics/inference.h"

namespace tenfold::statistics {

// The geometric mean of positive values with Student's t interval of its logarithm. Nothing for
// fewer than two values.
std::optional<Interval> GeometricMeanInterval(const std::vector<double>& values, double confidence);

// The standard error that belongs to it: of the mean of the logarithms. Nothing for fewer than two.
std::optional<double> LogStandardError(const std::vector<double>& values);

// What two sessions of one build differ by beyond what the rounds within them show, as a standard
// deviation of the logarithm of a time or a ratio: where code and data come to lie, the time of
// day. //benchmarks:repeatability measures it; benchmarks/README.md says what it found.
inline constexpr double kBetweenSessionsStd = 0.01;

// An interval around the same estimate that also covers a further normal deviation of the logarithm
// by `std`: the half widths add as squares.
Interval Widened(const Interval& interval, double std);

// How far the interval reaches from its estimate, as a part of it: 0.05 for +-5 %.
double RelativeHalfWidth(const Interval& interval);

// The ratio of the geometric means, second / first, by Welch's t-test on logarithms. What is known
// of the variance beforehand (`between_std`) has infinitely many degrees of freedom in it.
class WelchRatio {
 public:
  // Nothing with fewer than two values on a side.
  // `between_std`: of the logarithm of each side as a whole, beyond what its values show.
  static std::optional<WelchRatio> Make(const std::vector<double>& first,
                                        const std::vector<double>& second,
                                        double between_std = 0.0);

  Interval ratio(double confidence) const;
  double standard_error() const { return standard_error_; }  // of the logarithm
  // P-values of one-sided tests: against "at most `bound`", and against "at least `bound`".
  double p_above(double bound) const;
  double p_below(double bound) const;

 private:
  double difference_ = 0.0;      // of the mean logarithms
  double standard_error_ = 0.0;  // of that
  double degrees_ = 0.0;         // of freedom (Welch-Satterthwaite)
};

// y = factor * x^exponent by least squares of the logarithms; the interval is at 95 %.
struct PowerLaw {
  Interval exponent;
  double factor = 0.0;
};

// Nothing for fewer than three points or if all x are equal. All values are positive.
std::optional<PowerLaw> FitPowerLaw(const std::vector<double>& x, const std::vector<double>& y);

}  // namespace tenfold::statistics
