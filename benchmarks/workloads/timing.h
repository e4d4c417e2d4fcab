// How long one piece of work takes within this process.
#pragma once

#include <chrono>
#include <cstdint>

#include "absl/status/statusor.h"
#include "benchmarks/workloads/timed_work.h"

namespace tenfold::benchmarks {

class Stopwatch {
 public:
  double Seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

struct WorkTiming {
  int64_t cores = 1;                             // that were probed
  double probe_before = 0.0, probe_after = 0.0;  // GFLOP/s of all of them
  // What the process got of the processor time of one thread while it was timed; 1 if more.
  double cpu_share = 0.0;
  double others_share = 0.0;  // what other processes used meanwhile, in processors
  double plan_s = 0.0;        // Restart: store, weights, executor
  double first_step_s = 0.0;  // right after it
  double seconds = 0.0;       // an epoch or a call: the median over chunks of them
  int64_t epochs = 0;         // timed
};

// Runs `work` for about `seconds` and at least three chunks, or one if an epoch is long, between
// two probes of the peak of all `cores` that the process has. A training starts anew every
// epochs_of_training(), outside of the timing; its first epoch finds cold caches and is not timed.
absl::StatusOr<WorkTiming> MeasureTimedWork(TimedWork& work, double seconds, int cores);

// A short probe of the peak.
double Probe(int cores);

}  // namespace tenfold::benchmarks
