#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/staged_folder.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "experiments/measurements/file.h"
#include "experiments/records/record_files.h"
#include "experiments/records/results_folder.h"
#include "experiments/records/store/store.h"
#include "reports/page/generate.h"
#include "reports/questions.h"

ABSL_FLAG(std::string, results_dir, "",
          "Folder of run records, with their artifacts in artifacts/. Default: results.");
ABSL_FLAG(
    std::string, records, "",
    "In place of --results_dir: a file of run records that ends with .jsonl or .jsonl.gz, one a "
    "line.");
ABSL_FLAG(
    std::string, artifacts, "",
    "Folder of the artifacts. Default: artifacts in --results_dir, or beside the file --records.");
ABSL_FLAG(
    std::string, benchmark, "",
    "File that //benchmarks:side_by_side --json wrote. Without it the report has no part about "
    "speed.");
ABSL_FLAG(std::string, growth, "",
          "File that //benchmarks:growth --json wrote, for the part about growth.");
ABSL_FLAG(std::string, accuracy, "",
          "File that //experiments:accuracy or //baselines:accuracy wrote with --output, for the "
          "part about the distance from double.");
ABSL_FLAG(std::string, multiverse, "",
          "File that //experiments/multiverse --output wrote, for what the verdicts depend on.");
ABSL_FLAG(std::string, variance, "",
          "File that //experiments/variance wrote with --output, for the part about where the "
          "variance comes from.");
ABSL_FLAG(std::string, exhaustive, "",
          "File that //experiments/exhaustive wrote with --output, for the part about all pairs of "
          "test digits.");
ABSL_FLAG(std::string, output_dir, "",
          "Where report.html, SUMMARY.md, REPORT.md, the files that these link to, numbers.json, "
          "tables/ and figures/ are written. Default: report in --results_dir.");
ABSL_FLAG(
    bool, include_inputs, false,
    "Also write the records (records.jsonl.gz, without names of hosts) and the artifacts used, "
    "to make the report again from.");

ABSL_FLAG(bool, replace, false,
          "Nothing of what is in --output_dir stays, if it is a report; otherwise what others have "
          "put there does.");

ABSL_FLAG(bool, finish, false,
          "Make no report, only end or take back what a killed process has begun at --output_dir.");

namespace tenfold::reports {
namespace {

namespace fs = std::filesystem;

// What a flag's file says; nothing without one.
template <typename T>
absl::Status ReadMeasured(const char* flag, const std::string& path, std::optional<T>& value) {
  if (path.empty()) return absl::OkStatus();
  absl::StatusOr<T> read = measurements::Read<T>(path);
  if (!read.ok()) {
    return absl::Status(read.status().code(), absl::StrCat(flag, ": ", read.status().message()));
  }
  value = *std::move(read);
  return absl::OkStatus();
}

absl::Status Run() {
  const std::string records_flag = absl::GetFlag(FLAGS_records);
  const std::string results_flag = absl::GetFlag(FLAGS_results_dir);
  if (!records_flag.empty() && !results_flag.empty()) {
    return absl::InvalidArgumentError(
        "--results_dir and --records are both given; expected one of them");
  }
  if (!records_flag.empty() && !IsRecordLines(records_flag)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--records: \"", records_flag, "\"; expected a file that ends with .jsonl or .jsonl.gz"));
  }
  if (!records_flag.empty() && absl::GetFlag(FLAGS_output_dir).empty()) {
    return absl::InvalidArgumentError(
        "--output_dir is missing; expected the folder to write the report of --records into");
  }
  const fs::path results_dir = FromCallersFolder(results_flag.empty() ? "results" : results_flag);
  const fs::path records_path =
      records_flag.empty() ? results_dir : fs::path(FromCallersFolder(records_flag));
  const std::string artifacts_flag = absl::GetFlag(FLAGS_artifacts);
  const fs::path default_artifacts =
      (records_flag.empty() ? results_dir : records_path.parent_path()) / "artifacts";
  const std::string output_flag = absl::GetFlag(FLAGS_output_dir);
  const fs::path output_dir =
      output_flag.empty() ? results_dir / "report" : fs::path(FromCallersFolder(output_flag));

  const fs::path inside =
      output_dir.lexically_normal().lexically_relative(results_dir.lexically_normal());
  if (records_flag.empty() && !inside.empty() && *inside.begin() != ".." &&
      *inside.begin() != "report") {
    return absl::InvalidArgumentError(absl::StrCat(
        "--output_dir: \"", output_flag, "\" is among the run records; expected another folder or ",
        (results_dir / "report").string()));
  }
  const bool include_inputs = absl::GetFlag(FLAGS_include_inputs);
  // Records may be read from where it is written to.
  TENFOLD_RETURN_IF_ERROR(StagedFolder::Finish(output_dir.string()));
  if (absl::GetFlag(FLAGS_finish)) return absl::OkStatus();
  absl::StatusOr<std::vector<RunRecord>> records =
      ReadRecords(records_path.string(), include_inputs ? Unsealed::kRefused : Unsealed::kRead);
  if (!records.ok()) return records.status();
  absl::StatusOr<RunSet> runs = RunSet::Create(*std::move(records), ExpectationsOf(Questions()));
  if (!runs.ok())
    return absl::Status(runs.status().code(),
                        absl::StrCat(records_path.string(), ": ", runs.status().message()));
  const fs::path artifacts =
      artifacts_flag.empty() ? default_artifacts : fs::path(FromCallersFolder(artifacts_flag));
  ReportInput input = {*std::move(runs), artifacts.string()};
  for (const absl::Status& read :
       {ReadMeasured("--benchmark", absl::GetFlag(FLAGS_benchmark), input.benchmark),
        ReadMeasured("--growth", absl::GetFlag(FLAGS_growth), input.growth),
        ReadMeasured("--accuracy", absl::GetFlag(FLAGS_accuracy), input.accuracy),
        ReadMeasured("--multiverse", absl::GetFlag(FLAGS_multiverse), input.multiverse),
        ReadMeasured("--variance", absl::GetFlag(FLAGS_variance), input.variance),
        ReadMeasured("--exhaustive", absl::GetFlag(FLAGS_exhaustive), input.exhaustive)}) {
    if (!read.ok()) return read;
  }
  size_t conflicts = 0;
  if (records_flag.empty()) {
    TENFOLD_ASSIGN_OR_RETURN(const Store store, Store::ForReading(results_dir.string()));
    conflicts = store.conflicts();
    if (conflicts > 0) {
      std::fprintf(stderr, "%s\n", ConflictLine(results_dir.string(), conflicts).c_str());
    }
  }
  absl::Status status = WriteReport(Questions(), input, output_dir.string(),
                                    {include_inputs, absl::GetFlag(FLAGS_replace), conflicts});
  if (!status.ok()) return status;
  std::printf("report of %zu records, %zu expected ones missing: %s\n", input.runs.records().size(),
              input.runs.missing(), PlainLine((output_dir / "report.html").string()).c_str());
  return absl::OkStatus();
}

}  // namespace

int Main(int argc, char** argv) {
  absl::Status status = RefuseArguments(ParseCommandLine(
      "Makes the report of run records: a page for a browser, Markdown, tables and figures.",
      "reports/main.cc", argc, argv));
  if (status.ok()) status = Run();
  if (status.ok()) return 0;
  SayError(status.message());
  return 1;
}

}  // namespace tenfold::reports

int main(int argc, char** argv) { return tenfold::reports::Main(argc, argv); }
