// What //benchmarks:side_by_side --json writes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiments/measurements/session.h"
#include "statistics/inference.h"

namespace tenfold::measurements {

// How many times as fast as a baseline an engine is.
struct Ratio {
  std::string workload;
  std::string engine, baseline;
  std::string configuration;                  // of the baseline
  std::optional<statistics::Interval> ratio;  // at 95 %; nothing if not measured
  double standard_error = 0.0;                // of its logarithm, by the rounds alone
  std::string why;                            // it was not measured
  std::optional<double> disturbed_ratio;  // not to be quoted; may be there if it was not measured
  int64_t rounds = 0, disturbed_rounds = 0;
  bool narrow = false;
};

// All members but the workload, measured or not.
void DescribeRatio(JsonMembers& members, Ratio& ratio);

// The beginning of a training, in seconds; medians over processes.
struct ColdStart {
  double first_plan = 0.0;  // store, weights and executor for the first time in the process
  double plan = 0.0;        // the same once more
  double first_step = 0.0;  // right after it
};

// How long one participant takes: per epoch and seed, per call of an operation, or of a whole
// sweep.
struct Timing {
  std::string workload, engine, configuration;
  int64_t cores = 0;
  double seconds = 0.0;
  bool all_disturbed = false;
  double samples_per_s = 0.0, gflops = 0.0;
  double share_of_peak = 0.0, useful_share_of_peak = 0.0;
  std::optional<double> flops_per_byte;
  int64_t peak_rss_bytes = 0;
  std::optional<int64_t> training_bytes;
  double load_s = 0.0;  // from the start of the process to main
  std::optional<ColdStart> cold_start;
  // Of each undisturbed process the seconds, and GFLOP/s of the lower of the probes around them.
  std::vector<std::array<double, 2>> samples;
};

// A configuration that was tried to find the fastest.
struct TriedConfiguration {
  std::string workload, configuration;
  double seconds = 0.0;  // the least
  int64_t times = 0;
};

struct Benchmark {
  Session session;
  bool quick = false;
  std::vector<Ratio> ratios;        // measured
  std::vector<Ratio> not_measured;  // without an engine: the workload was not begun
  std::vector<Timing> timings;
  std::vector<TriedConfiguration> configurations;
};

void Describe(JsonMembers& members, Benchmark& benchmark);

}  // namespace tenfold::measurements
