// What timings allow to say. Times and ratios are taken as log-normal: means and intervals are
// those of logarithms.
#pragma once

#include <optional>
#include <vector>

#include "statistics/interval.h"

namespace tenfold {

// The geometric mean of positive values with Student's t interval of its logarithm. Nothing for
// fewer than two values.
std::optional<Interval> GeometricMeanInterval(const std::vector<double>& values, double confidence);

// The standard error that belongs to it: of the mean of the logarithms. Nothing for fewer than two.
std::optional<double> LogStandardError(const std::vector<double>& values);

// What two sessions of one build differ by beyond what the rounds within them show, as a standard
// deviation of the logarithm of a time or a ratio: where code and data come to lie, the time of
// day.
// //benchmarks:repeatability measures it; README.md says what it found.
inline constexpr double kBetweenSessionsStd = 0.01;

// An interval around the same estimate that also covers a further normal deviation of the logarithm
// by `std`: the half widths add as squares.
Interval Widened(const Interval& interval, double std);

// How far the interval reaches from its estimate, as a part of it: 0.05 for +-5 %.
double RelativeHalfWidth(const Interval& interval);

// What one process says of one workload.
struct Sample {
  double seconds = 0.0;
  double probe_before = 0.0, probe_after = 0.0;  // GFLOP/s
  double cpu_share = 1.0;                        // of the processor time it could use, what it got
  double others_share = 0.0;                     // processors that others used meanwhile
};

// The peak probes of a session, GFLOP/s, all of as many cores.
class Probes {
 public:
  void Add(double gflops);
  double best() const;  // 0 without one
  // The median: what a clock that now and then runs faster, or a disturbed while, does not move. 0
  // without one.
  double usual() const;

 private:
  std::vector<double> sorted_;
};

// A process was disturbed if the machine did less than usual around it: a peak probe before or
// after it is more than kProbeLoss below the session's usual one, it got less than
// kLeastCpuShare of the processor time it could use, or others used more than kMostOthersShare of a
// processor.
inline constexpr double kProbeLoss = 0.1;
inline constexpr double kLeastCpuShare = 0.95;
inline constexpr double kMostOthersShare = 0.1;
bool IsDisturbed(const Sample& sample, const Probes& probes);

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

}  // namespace tenfold
