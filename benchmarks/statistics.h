// What timings allow to say. Times and ratios are taken as log-normal: means and intervals are
// those of logarithms.
#pragma once

#include <optional>
#include <vector>

#include "reports/inference/interval.h"

namespace tenfold {

// The geometric mean of positive values with Student's t interval of its logarithm. Nothing for
// fewer than two values.
std::optional<Interval> GeometricMeanInterval(const std::vector<double>& values, double confidence);

// How far the interval reaches from its estimate, as a part of it: 0.05 for +-5 %.
double RelativeHalfWidth(const Interval& interval);

// A run was disturbed if the machine did less than usual around it: a peak probe before or after it
// is more than kProbeLoss below the best probe of the session, or the process got less than
// kLeastCpuShare of the processor time it could use.
inline constexpr double kProbeLoss = 0.05;
inline constexpr double kLeastCpuShare = 0.95;
bool IsDisturbed(double probe_before, double probe_after, double best_probe, double cpu_share);

// The ratio of the geometric means, second / first, by Welch's t-test on logarithms.
class WelchRatio {
 public:
  // Nothing with fewer than two values on a side.
  static std::optional<WelchRatio> Make(const std::vector<double>& first,
                                        const std::vector<double>& second);

  Interval ratio(double confidence) const;
  // P-values of one-sided tests: against "at most `bound`", and against "at least `bound`".
  double p_above(double bound) const;
  double p_below(double bound) const;

 private:
  double difference_ = 0.0;      // of the mean logarithms
  double standard_error_ = 0.0;  // of that
  double degrees_ = 0.0;         // of freedom (Welch-Satterthwaite)
};

}  // namespace tenfold
