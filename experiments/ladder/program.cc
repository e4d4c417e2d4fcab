#include "experiments/ladder/program.h"

#include "absl/flags/flag.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/signals.h"
#include "experiments/sweeps/run_sweep.h"

ABSL_FLAG(int, jobs, 0, "Runs at a time, one thread each. Default: one per processor.");
ABSL_FLAG(std::string, results_dir, "results",
          "Folder of the run records, relative to the folder in which the command was given.");

namespace tenfold::ladder {

absl::StatusOr<SettingRuns> OpenFromFlags(const std::string& argv0) {
  return SettingRuns::Open(argv0, FromCallersFolder(absl::GetFlag(FLAGS_results_dir)),
                           absl::GetFlag(FLAGS_jobs));
}

int Main(const std::string& usage, const std::string& source,
         const std::function<absl::Status(const std::string& argv0)>& run, int argc, char** argv) {
  absl::Status status = RefuseArguments(ParseCommandLine(usage, source, argc, argv));
  CatchInterruptions();
  if (status.ok()) status = run(argv[0]);
  return ExitCode(status);
}

}  // namespace tenfold::ladder
