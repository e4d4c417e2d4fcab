// Whether a timing can be trusted: what the machine did around it.
#pragma once

#include <vector>

#include "experiments/measurements/session.h"

namespace tenfold::benchmarks {

// What one process says of one workload.
struct ProcessTiming {
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
using measurements::kMostOthersShare;
bool IsDisturbed(const ProcessTiming& sample, const Probes& probes);

}  // namespace tenfold::benchmarks
