// What programs that measure in a session have in common: before, meanwhile and at the end.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "benchmarks/machine/measuring_lock.h"
#include "benchmarks/session/group_session.h"
#include "benchmarks/session/turns.h"
#include "benchmarks/session/worker_starter.h"
#include "benchmarks/workloads/timing.h"
#include "experiments/measurements/session.h"
#include "nlohmann/json.hpp"

namespace tenfold::benchmarks {

class MeasuringSession {
 public:
  // An error, and nothing is touched, if `json_path` (may be empty) cannot be written, if `peers`
  // (UsePeers, unless empty) are not there or another program measures. Probes the machine and
  // prints a line about it.
  static absl::StatusOr<std::unique_ptr<MeasuringSession>> Begin(const std::string& json_path,
                                                                 const std::string& mnist_dir,
                                                                 const std::string& peers = "");

  WorkerStarter& workers() { return workers_; }
  SessionProbes& probes() { return probes_; }
  double Seconds() const { return stopwatch_.Seconds(); }

  // For SessionOptions: shows what is done, in which round.
  std::function<void(const std::string&)> progress();

  // Lets `turns`, which outlive this, take turns.
  void Run(const std::vector<TurnTaker*>& turns, double minutes, int most_rounds);

  const TurnsResult& scheduled() const { return scheduled_; }

  // The machine, and how the session went.
  measurements::Session Facts(bool keep_disturbed) const;

  // Says which turns failed, writes the file. What is left of an interrupted session does not
  // replace a file: it goes to PATH.interrupted then. The error, if there is one, for the exit
  // code.
  absl::Status End(const nlohmann::ordered_json& json) const;

 private:
  MeasuringSession(MeasuringLock lock, std::string json_path, WorkerStarter workers);

  const MeasuringLock lock_;
  const std::string json_path_;
  WorkerStarter workers_;
  const Stopwatch stopwatch_;
  SessionProbes probes_;
  double busy_at_start_ = 0.0;
  int pass_ = 0, turns_begun_ = 0, turns_of_pass_ = 0;
  std::vector<TurnTaker*> turns_;
  TurnsResult scheduled_;
};

// InvalidArgument, naming --minutes, unless finite and above 0.
absl::Status CheckMinutes(double minutes);

// The main function of such a program, which has flags only; those in files whose paths have
// `source` in them are shown by --help. `run` is told where MNIST is. Returns the exit code.
int MeasuringMain(int argc, char** argv, absl::string_view usage, const std::string& source,
                  const std::function<absl::Status(const std::string& mnist_dir)>& run);

}  // namespace tenfold::benchmarks
