// Trying many configurations to find the fastest: in turns, the least time of each counts.
#pragma once

#include <functional>
#include <vector>

#include "absl/status/statusor.h"

namespace tenfold {

struct Trials {
  std::vector<double> seconds;  // the least, by workload
  int times = 0;                // that it was tried
};

struct TrialsOptions {
  int passes = 3;
  // Asked before every trial after the first pass, which is always finished.
  std::function<bool()> time_is_left = [] { return true; };
};

// Each pass tries all once, so that a disturbance, which only makes slower, has to meet a
// configuration in every pass to hide it. `measure`: seconds by workload. Stops at the first error.
absl::StatusOr<std::vector<Trials>> TryInTurns(
    int configurations, const TrialsOptions& options,
    const std::function<absl::StatusOr<std::vector<double>>(int configuration)>& measure);

// The one of `candidates`, which are places in `trials`, with the least geometric mean over the
// workloads.
int Fastest(const std::vector<Trials>& trials, const std::vector<int>& candidates);

}  // namespace tenfold
