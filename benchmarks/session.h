// A group of rows, measured: the baselines' configurations tried, the best of them side by side
// with the engines.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "benchmarks/configuration.h"
#include "benchmarks/rounds.h"
#include "benchmarks/trials.h"
#include "benchmarks/workers.h"
#include "nlohmann/json.hpp"

namespace tenfold {

struct RatioRow {
  std::string workload, engine, baseline;
  std::string configuration;  // of the baseline
  RatioResult result;
};

struct TimingRow {
  std::string workload, engine, configuration;
  Group group;
  double seconds = 0.0;         // median of the undisturbed processes; of all if there are none
  std::vector<Sample> samples;  // of the undisturbed processes
  nlohmann::ordered_json last;  // of the worker's last process: costs, memory, cold start
};

// One that was tried to find the fastest, and its least time.
struct TriedConfiguration {
  std::string workload, configuration;
  double seconds = 0.0;
  int times = 0;  // that it was tried
};

struct GroupResult {
  std::vector<RatioRow> ratios;
  std::vector<TimingRow> timings;
  std::vector<TriedConfiguration> tried;
};

struct SessionOptions {
  std::vector<std::string> engines;
  double milliseconds = 150.0;       // of training in each process
  double trial_milliseconds = 50.0;  // of a configuration that is tried
  TrialsOptions trials;
  RoundsOptions rounds;
  // "W1 b10: round 2, simd"
  std::function<void(const std::string&)> progress = [](const std::string&) {};
};

// Best probe by number of cores: what is far below has been disturbed.
using BestProbes = std::map<int, double>;

// What every engine's ratio is to: LibTorch, or without it the last engine.
std::vector<Baseline> BaselinesFor(const Group& group, const SessionOptions& options);

absl::StatusOr<GroupResult> RunGroup(const Group& group, const SessionOptions& options,
                                     Workers& workers, BestProbes& best_probes);

// InvalidArgument, naming --ms, unless finite and above 0.
absl::Status CheckMilliseconds(double milliseconds);

nlohmann::ordered_json ToJson(const RatioRow& row);
nlohmann::ordered_json ToJson(const TimingRow& row, double best_probe);

}  // namespace tenfold
