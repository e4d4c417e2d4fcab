#include "benchmarks/session/measuring.h"

#include <cmath>
#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/signals.h"
#include "benchmarks/session/result_file.h"
#include "experiments/datasets/digits.h"

namespace tenfold {

Measuring::Measuring(MeasuringLock lock, std::string json_path, const std::string& mnist_dir)
    : lock_(std::move(lock)),
      json_path_(std::move(json_path)),
      workers_(mnist_dir),
      probes_(FirstProbes()),
      busy_at_start_(PrintMachine(probes_)) {}

absl::StatusOr<std::unique_ptr<Measuring>> Measuring::Begin(const std::string& json_path,
                                                            const std::string& mnist_dir) {
  absl::StatusOr<std::string> path = WritablePath(json_path);
  if (!path.ok()) return path.status();
  absl::StatusOr<MeasuringLock> lock = MeasuringLock::Take();
  if (!lock.ok()) return lock.status();
  CatchSignals();
  auto measuring =
      std::unique_ptr<Measuring>(new Measuring(*std::move(lock), *std::move(path), mnist_dir));
  std::fflush(stdout);
  return measuring;
}

std::function<void(const std::string&)> Measuring::progress() {
  return [this](const std::string& what) {
    ShowProgress(absl::StrFormat("[round %d, %d of %d, %.0f s] %s", pass_ + 1, turns_begun_,
                                 turns_of_pass_, Seconds(), what));
  };
}

void Measuring::Run(const std::vector<Turn*>& turns, double minutes, int most_rounds) {
  turns_ = turns;
  ScheduleOptions options;
  options.seconds = 60.0 * minutes;
  options.most_rounds = most_rounds;
  options.now = [this] { return Seconds(); };
  options.pass_begins = [this](int pass, int count) {
    pass_ = pass;
    turns_of_pass_ = count;
    turns_begun_ = 0;
  };
  options.turn_begins = [this] { ++turns_begun_; };
  scheduled_ = RunInTurns(turns, options);
  ShowProgress("");
}

nlohmann::ordered_json Measuring::Json(bool keep_disturbed) const {
  nlohmann::ordered_json json = MachineJson(workers_, probes_);
  json["kept_disturbed"] = keep_disturbed;
  json["interrupted"] = scheduled_.interrupted;
  json["busy_at_start"] = busy_at_start_;
  json["seconds_taken"] = Seconds();
  return json;
}

absl::Status Measuring::End(const nlohmann::ordered_json& json) const {
  absl::Status worst;
  std::fflush(stdout);
  for (size_t i = 0; i < turns_.size(); ++i) {
    if (scheduled_.statuses[i].ok()) continue;
    std::fprintf(stderr, "error: %s: %s\n", turns_[i]->name().c_str(),
                 std::string(scheduled_.statuses[i].message()).c_str());
    worst = absl::InternalError("not all was measured");
  }
  const absl::Status status = WriteResult(json_path_, json, scheduled_.interrupted);
  return status.ok() ? worst : status;
}

absl::Status CheckMinutes(double minutes) {
  if (std::isfinite(minutes) && minutes > 0.0) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--minutes is ", minutes, "; a finite number above 0 is wanted"));
}

int MeasuringMain(int argc, char** argv, absl::string_view usage, const std::string& source,
                  const std::function<absl::Status(const std::string& mnist_dir)>& run) {
  absl::Status status = RefuseArguments(ParseCommandLine(usage, source, argc, argv));
  if (status.ok()) status = run(DefaultMnistDir(argv[0]));
  if (CaughtSignal() == 0) return ExitCode(status);
  if (!status.ok()) std::fprintf(stderr, "error: %s\n", std::string(status.message()).c_str());
  std::fprintf(stderr, "interrupted: only what was measured before is there\n");
  return 128 + CaughtSignal();
}

}  // namespace tenfold
