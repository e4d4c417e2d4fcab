// A group of rows, measured: a screening of the baselines' configurations, then rounds of the best
// of them side by side with the engines.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "benchmarks/session/rounds.h"
#include "benchmarks/session/schedule.h"
#include "benchmarks/session/trials.h"
#include "benchmarks/session/workers.h"
#include "benchmarks/work/configuration.h"
#include "nlohmann/json.hpp"

namespace tenfold {

struct RatioRow {
  std::string workload, engine, baseline;
  std::string configuration;  // of the baseline
  RatioResult result;
};

// Medians over the processes, in seconds.
struct ColdStart {
  double load = 0.0;        // from the start of the process to main: the libraries
  double first_plan = 0.0;  // store, weights and executor for the first time in the process
  double plan = 0.0;        // the same once more
  double first_step = 0.0;  // right after it
};

struct TimingRow {
  std::string workload, engine, configuration;
  Group group;
  double seconds = 0.0;         // median of the undisturbed processes; of all if there are none
  std::vector<Sample> samples;  // of the undisturbed processes
  nlohmann::ordered_json last;  // of the worker's last process: costs, memory
  ColdStart cold_start;
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

// By number of cores.
using SessionProbes = std::map<int, Probes>;

// What every engine's ratio is to: LibTorch, or without it the last engine.
std::vector<Baseline> BaselinesFor(const Group& group, const SessionOptions& options);

class GroupSession : public Turn {
 public:
  // `workers` and `probes` outlive it.
  GroupSession(Group group, SessionOptions options, Workers& workers, SessionProbes& probes);

  const std::string& name() const override { return name_; }
  absl::Status Prepare() override;
  absl::Status Round() override;
  bool Enough() const override { return rounds_->AllNarrow(); }

  const Group& group() const { return group_; }
  // Of the rounds so far; empty before Prepare.
  GroupResult Result() const;

 private:
  absl::StatusOr<std::vector<Configuration>> Screen();
  absl::StatusOr<std::vector<WorkerResult>> Start(const Configuration& configuration,
                                                  double milliseconds, const char* why);
  double MedianSeconds(int participant, int workload) const;
  int FastestMeasured(const Baseline& baseline, int workload) const;

  const Group group_;
  const std::string name_;
  SessionOptions options_;
  Workers& workers_;
  SessionProbes& probes_;
  const std::vector<Baseline> baselines_;
  std::vector<TriedConfiguration> tried_;
  std::vector<Configuration> participants_;                      // the engines first
  std::vector<std::vector<std::vector<WorkerResult>>> results_;  // [participant][process][workload]
  std::unique_ptr<Rounds> rounds_;
};

// InvalidArgument, naming --ms, unless finite and above 0.
absl::Status CheckMilliseconds(double milliseconds);

nlohmann::ordered_json ToJson(const RatioRow& row);
nlohmann::ordered_json ToJson(const TimingRow& row, const Probes& probes);

}  // namespace tenfold
