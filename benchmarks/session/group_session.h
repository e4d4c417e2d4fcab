// A group of rows, measured: a screening of the baselines' configurations, then rounds of the best
// of them side by side with the engines.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "benchmarks/session/paired_rounds.h"
#include "benchmarks/session/screening.h"
#include "benchmarks/session/turns.h"
#include "benchmarks/session/worker_starter.h"
#include "benchmarks/workloads/configuration.h"
#include "experiments/measurements/benchmark.h"

namespace tenfold::benchmarks {

struct GroupResult {
  std::vector<measurements::Ratio> ratios;
  std::vector<measurements::Timing> timings;  // of what has finished a round
  std::vector<measurements::TriedConfiguration> tried;
};

struct SessionOptions {
  std::vector<std::string> engines;
  double milliseconds = 150.0;       // of training in each process
  double trial_milliseconds = 50.0;  // of a configuration that is tried
  bool peers = false;                // rows beside today's peers are
  ScreeningOptions screening;
  RoundsOptions rounds;
  // "W1 b10: round 2, simd"
  std::function<void(const std::string&)> progress = [](const std::string&) {};
};

// By number of cores.
using SessionProbes = std::map<int, Probes>;

// What every engine's ratio is to: today's peers, LibTorch, or without either the last engine.
std::vector<Baseline> BaselinesFor(const Group& group, const SessionOptions& options);

class GroupSession : public TurnTaker {
 public:
  // `workers` and `probes` outlive it.
  GroupSession(Group group, SessionOptions options, WorkerStarter& workers, SessionProbes& probes);

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
  measurements::Ratio RatioOf(const Baseline& baseline, int engine, int fastest,
                              int workload) const;
  measurements::Timing TimingOf(int participant, int workload) const;

  const Group group_;
  const std::string name_;
  SessionOptions options_;
  WorkerStarter& workers_;
  SessionProbes& probes_;
  const std::vector<Baseline> baselines_;
  std::vector<measurements::TriedConfiguration> tried_;
  std::vector<Configuration> participants_;                      // the engines first
  std::vector<std::vector<std::vector<WorkerResult>>> results_;  // [participant][process][workload]
  std::unique_ptr<PairedRounds> rounds_;
};

// InvalidArgument, naming --ms, unless finite and above 0.
absl::Status CheckMilliseconds(double milliseconds);

}  // namespace tenfold::benchmarks
