// What programs that measure in a session have in common: before, meanwhile and at the end.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "benchmarks/machine/measuring_lock.h"
#include "benchmarks/session/machine.h"
#include "benchmarks/session/schedule.h"
#include "benchmarks/session/workers.h"
#include "benchmarks/work/timing.h"
#include "nlohmann/json.hpp"

namespace tenfold {

class Measuring {
 public:
  // An error, and nothing is touched, if `json_path` (may be empty) cannot be written or another
  // program measures. Probes the machine and prints a line about it.
  static absl::StatusOr<std::unique_ptr<Measuring>> Begin(const std::string& json_path,
                                                          const std::string& mnist_dir);

  Workers& workers() { return workers_; }
  SessionProbes& probes() { return probes_; }
  double Seconds() const { return stopwatch_.Seconds(); }

  // For SessionOptions: shows what is done, in which round.
  std::function<void(const std::string&)> progress();

  // Lets `turns`, which outlive this, take turns.
  void Run(const std::vector<Turn*>& turns, double minutes, int most_rounds);

  const ScheduleResult& scheduled() const { return scheduled_; }

  // The machine, and how the session went; results join it.
  nlohmann::ordered_json Json(bool keep_disturbed) const;

  // Says which turns failed, writes the file. The error, if there is one, for the exit code.
  absl::Status End(const nlohmann::ordered_json& json) const;

 private:
  Measuring(MeasuringLock lock, std::string json_path, const std::string& mnist_dir);

  const MeasuringLock lock_;
  const std::string json_path_;
  Workers workers_;
  const Stopwatch stopwatch_;
  SessionProbes probes_;
  double busy_at_start_ = 0.0;
  int pass_ = 0, turns_begun_ = 0, turns_of_pass_ = 0;
  std::vector<Turn*> turns_;
  ScheduleResult scheduled_;
};

// InvalidArgument, naming --minutes, unless finite and above 0.
absl::Status CheckMinutes(double minutes);

// The main function of such a program, which has flags only; those in files whose paths have
// `source` in them are shown by --help. `run` is told where MNIST is. Returns the exit code.
int MeasuringMain(int argc, char** argv, absl::string_view usage, const std::string& source,
                  const std::function<absl::Status(const std::string& mnist_dir)>& run);

}  // namespace tenfold
