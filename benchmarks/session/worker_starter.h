// Starting worker processes and reading what they say.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "benchmarks/machine/disturbance.h"
#include "benchmarks/machine/environment.h"
#include "benchmarks/worker/report.h"
#include "benchmarks/workloads/configuration.h"

namespace tenfold::benchmarks {

// Names the environment in which peers are installed, for a session and for their worker.
inline constexpr char kPeersVariable[] = "TENFOLD_PEERS";

// What one process says of one workload.
struct WorkerResult {
  ProcessTiming sample;
  WorkloadReport report;
  int64_t peak_rss_bytes = 0;
  double load_s = 0.0;
};

class WorkerStarter {
 public:
  // The workers lie in folders beside this program. `data_dir`: MNIST's files.
  explicit WorkerStarter(std::string data_dir);

  static bool HaveLibtorch();

  // Lets peers train, with what is installed in `environment`, the folder of a virtual environment.
  // An error in one line if it is none that has them, or if the peers' worker was not built.
  absl::Status UsePeers(const std::string& environment);

  // One result per workload of the group, all in one fresh process, whose environment and heap
  // begin with a drawn number of bytes: that moves its stack and heap, so that a lucky place does
  // not stay for a whole session. FailedPrecondition if losses or results are not those of the
  // group's checked_against, which is run for it first. Cancelled after a signal (base/signals.h).
  absl::StatusOr<std::vector<WorkerResult>> Run(const Group& group,
                                                const Configuration& configuration,
                                                double milliseconds);

  // Of the last LibTorch process: versions, BLAS and its kernel. Nothing before.
  const std::optional<measurements::Named<std::string>>& blas() const { return blas_; }
  // Of Python and of the peers that have trained, by name.
  const std::map<std::string, std::string>& peer_versions() const { return peer_versions_; }
  const std::vector<std::string>& cleared() const { return environment_.cleared; }

 private:
  absl::StatusOr<WorkerReport> Start(const Group& group, const Configuration& configuration,
                                     double milliseconds, bool check_only);
  absl::StatusOr<std::vector<std::vector<double>>> ExpectedCheck(const Group& group);

  const std::string data_dir_;
  const std::string folder_;
  const CleanEnvironment environment_;
  std::minstd_rand padding_{std::random_device()()};
  std::optional<measurements::Named<std::string>> blas_;
  std::string peers_;  // the environment; empty for none
  std::map<std::string, std::string> peer_versions_;
  std::map<std::vector<std::string>, std::vector<std::vector<double>>> checks_;  // by workloads
};

}  // namespace tenfold::benchmarks
