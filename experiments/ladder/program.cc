#include "experiments/ladder/program.h"

#include <cmath>
#include <numeric>

#include "absl/flags/flag.h"
#include "absl/strings/str_format.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/signals.h"
#include "experiments/sweeps/program/run_sweep.h"

ABSL_FLAG(int, jobs, 0, "Runs at a time, one thread each. Default: one per processor.");
ABSL_FLAG(std::string, results_dir, "results",
          "Folder of the run records, relative to the folder in which the command was given.");

namespace tenfold::ladder {

absl::StatusOr<SettingSweeps> OpenFromFlags(const std::string& argv0) {
  return SettingSweeps::Open(argv0, FromCallersFolder(absl::GetFlag(FLAGS_results_dir)),
                             absl::GetFlag(FLAGS_jobs));
}

absl::StatusOr<std::vector<RunRecord>> Train(const Setting& setting,
                                             const std::vector<int64_t>& seeds,
                                             const std::string& name, SettingSweeps& sweeps) {
  return sweeps.Run(
      {setting.experiment, setting.preset, setting.overrides, {setting.variant}, seeds}, name);
}

std::vector<int64_t> SeedsFrom(int64_t first, int count) {
  std::vector<int64_t> seeds(count);
  std::iota(seeds.begin(), seeds.end(), first);
  return seeds;
}

std::string Outcome(const std::vector<RunRecord>& records) {
  double sum = 0.0, squares = 0.0, seconds = 0.0;
  int ok = 0;
  for (const RunRecord& record : records) {
    if (!record.test_accuracy.has_value()) continue;
    ++ok;
    sum += *record.test_accuracy;
    const auto time = record.timing.find("training_time_s");
    if (time != record.timing.end() && time->is_number()) seconds += time->get<double>();
  }
  if (ok == 0) return "all runs diverged";
  const double mean = sum / ok;
  for (const RunRecord& record : records) {
    if (record.test_accuracy.has_value()) squares += std::pow(*record.test_accuracy - mean, 2);
  }
  std::string outcome = absl::StrFormat("%.4f +- %.4f  %5.2f s", mean,
                                        ok > 1 ? std::sqrt(squares / (ok - 1)) : 0.0, seconds / ok);
  if (ok < static_cast<int>(records.size())) {
    absl::StrAppend(&outcome, "  (", records.size() - ok, " diverged)");
  }
  return outcome;
}

int Main(const std::string& usage, const std::string& source,
         const std::function<absl::Status(const std::string& argv0)>& run, int argc, char** argv) {
  absl::Status status = RefuseArguments(ParseCommandLine(usage, source, argc, argv));
  CatchInterruptions();
  if (status.ok()) status = run(argv[0]);
  return ExitCode(status);
}

}  // namespace tenfold::ladder
