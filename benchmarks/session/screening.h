// Trying many configurations to find the fastest: in turns, the least time of each counts.
#pragma once

#include <functional>
#include <vector>

#include "absl/status/statusor.h"

namespace tenfold::benchmarks {

struct Screened {
  std::vector<double> seconds;  // the least, by workload
  int times = 0;                // that it was tried
};

struct ScreeningOptions {
  int passes = 2;
  // After the first pass only those are tried again that are within this of the fastest of a set.
  double contender = 0.05;
};

// A screening: the first pass tries all, each further pass the contenders of each of the `sets`
// (places of configurations), so that a disturbance, which only makes slower, does not decide
// between near ones. `measure`: seconds by workload. Stops at the first error.
absl::StatusOr<std::vector<Screened>> RunScreening(
    int configurations, const std::vector<std::vector<int>>& sets, const ScreeningOptions& options,
    const std::function<absl::StatusOr<std::vector<double>>(int configuration)>& measure);

// The one of `candidates`, which are places in `screened`, with the least geometric mean over the
// workloads.
int Fastest(const std::vector<Screened>& screened, const std::vector<int>& candidates);

}  // namespace tenfold::benchmarks
