#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/signals.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "experiments/records/record_files.h"
#include "reports/sweeps/summary.h"

ABSL_FLAG(std::string, results_dir, "results",
          "Folder of run records, or a file of them that ends with .jsonl, one a line.");
ABSL_FLAG(
    std::string, output_dir, "",
    "Where summary.html, SUMMARY.md, numbers.json, tables/ and figures/ are written. Default: "
    "summary in --results_dir.");
ABSL_FLAG(std::string, experiment, "", "Only the runs of this one. Default: of all.");

namespace tenfold::reports {
namespace {

namespace fs = std::filesystem;

constexpr char kUsage[] =
    "Summarises any sweeps: what each setting came to, with intervals, how the settings differ "
    "seed "
    "by seed, and their losses.\n\n  ./bazelw run //reports:summary -- --results_dir=results";

absl::Status Run() {
  const fs::path results_dir = FromCallersFolder(absl::GetFlag(FLAGS_results_dir));
  const std::string output_flag = absl::GetFlag(FLAGS_output_dir);
  if (output_flag.empty() && results_dir.extension() == ".jsonl") {
    return absl::InvalidArgumentError(
        "--output_dir is missing; expected the folder to write the summary of a file into");
  }
  const fs::path output_dir =
      output_flag.empty() ? results_dir / "summary" : fs::path(FromCallersFolder(output_flag));
  TENFOLD_ASSIGN_OR_RETURN(std::vector<RunRecord> records, ReadRecords(results_dir.string()));
  const std::string experiment = absl::GetFlag(FLAGS_experiment);
  std::vector<RunRecord> chosen;
  for (RunRecord& record : records) {
    if (experiment.empty() || record.experiment == experiment) chosen.push_back(std::move(record));
  }
  const size_t count = chosen.size();
  absl::Status status = WriteSummary(std::move(chosen), output_dir.string());
  if (absl::IsInvalidArgument(status)) {
    return absl::InvalidArgumentError(absl::StrCat(results_dir.string(), ": ", status.message()));
  }
  if (!status.ok()) return status;
  std::printf("summary of %zu runs: %s\n", count,
              PlainLine((output_dir / "summary.html").string()).c_str());
  return absl::OkStatus();
}

}  // namespace
}  // namespace tenfold::reports

int main(int argc, char** argv) {
  using namespace tenfold;
  absl::Status status =
      RefuseArguments(ParseCommandLine(reports::kUsage, "reports/summary_main", argc, argv));
  if (status.ok()) status = reports::Run();
  return ExitCode(status);
}
