// What can be done with folders of run records without training anything.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/reflection.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/optional.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "base/text/gzip.h"
#include "base/text/quoted.h"
#include "experiments/questions.h"
#include "experiments/records/record_files.h"
#include "experiments/records/record_lines.h"
#include "experiments/records/store/check.h"
#include "experiments/records/store/conflicts.h"
#include "experiments/records/store/export.h"
#include "experiments/records/store/merge.h"
#include "experiments/records/store/store.h"
#include "experiments/sweeps/provenance.h"

ABSL_FLAG(
    std::string, o, "",
    "merge: the folder to write, missing or empty, or a new file that ends with .jsonl or "
    ".jsonl.gz, which has no artifacts. export: the file to write, compressed if it ends with "
    ".gz; default: to stdout.");
ABSL_FLAG(bool, repair, false, "check: sets aside what is wrong; nothing is deleted.");
ABSL_FLAG(absl::optional<int>, take, absl::nullopt,
          "settle: the number of the record in conflicting/ that takes the place of the run's.");
ABSL_FLAG(std::string, format, "csv",
          "export: csv (a line a run) or jsonl (whole records, as they are published).");

namespace tenfold {
namespace {

constexpr char kUsage[] =
    "Looks after folders of run records.\n\n"
    "  store check DIR [--repair]             finds what is corrupt, truncated, foreign, "
    "duplicate, "
    "stale, incomplete, in conflict or left half\n"
    "                                         written; exit code 2 if there is any\n"
    "  store settle DIR RUN_ID [--take=N]     ends a conflict: the run's record stays, or N of "
    "conflicting/RUN_ID.N.json takes its place; the others move to superseded/\n"
    "  store merge A B... -o C                makes C of the records of A, B, ... and their "
    "artifacts; the same bytes whatever the order\n"
    "  store list DIR                         a line a run\n"
    "  store export DIR --format=csv|jsonl [-o FILE]\n\n"
    "DIR, A and B may be a .jsonl or .jsonl.gz file of records for list, export and merge. "
    "Relative to the folder in which the "
    "command was given.";

constexpr int kFound = 2;

absl::Status WantOneFolder(const std::string& command, const std::vector<std::string>& folders) {
  if (folders.size() == 1) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(command, ": ", folders.size(),
                   " folders are named; one is wanted, such as: store ", command, " results"));
}

// Whether a sweep of this build would take the record for made by something else. Engines that this
// build does not have are not judged, nor is a library that only other programs use (LibTorch and
// what it loads).
bool IsStale(const RunRecord& record) {
  const std::vector<Question>& questions = Questions();
  const auto question = std::find_if(questions.begin(), questions.end(), [&](const Question& q) {
    return q.name == record.experiment;
  });
  if (question == questions.end()) return false;
  const auto digest = question->digests.find(record.engine);
  if (digest == question->digests.end()) return false;
  static const nlohmann::ordered_json process = ProcessProvenance("");
  nlohmann::ordered_json current = process;
  current["source_digest"] = digest->second;
  const auto versions = record.provenance.find("versions");
  if (versions != record.provenance.end() && versions->is_object()) {
    for (const auto& version : versions->items()) {
      if (!process["versions"].contains(version.key())) {
        current["versions"][version.key()] = version.value();
      }
    }
  }
  return DecidingProvenance(record.provenance, record.engine) !=
         DecidingProvenance(current, record.engine);
}

absl::Status Check(const std::string& folder, int* exit_code) {
  const bool repair = absl::GetFlag(FLAGS_repair);
  const absl::StatusOr<std::vector<StoreProblem>> problems = CheckResults(
      folder, IsStale, repair,
      [](size_t set_aside) { std::fprintf(stderr, "%zu files set aside so far\n", set_aside); });
  if (!problems.ok()) return problems.status();
  int set_aside = 0;
  for (const StoreProblem& problem : *problems) {
    std::printf("%s\n", PlainLine(absl::StrCat(problem.kind, ": ", problem.path, ": ", problem.what,
                                               problem.set_aside.empty() ? "" : "; now ",
                                               problem.set_aside))
                            .c_str());
    set_aside += problem.set_aside.empty() ? 0 : 1;
  }
  std::printf("%zu problems, %d of them set aside\n", problems->size(), set_aside);
  if (!problems->empty() && !repair) {
    std::printf("%s; the command of a sweep makes its runs again\n", RepairHint(folder).c_str());
  }
  *exit_code = problems->empty() ? 0 : kFound;
  return absl::OkStatus();
}

absl::Status Settle(const std::vector<std::string>& arguments) {
  if (arguments.size() != 2) {
    return absl::InvalidArgumentError(
        "settle: a folder and a run id are wanted, such as: store settle results "
        "disc/paper/depth-3/simd/seed-00");
  }
  const absl::optional<int> take = absl::GetFlag(FLAGS_take);
  const absl::StatusOr<int> settled =
      SettleConflict(FromCallersFolder(arguments[0]), arguments[1],
                     take.has_value() ? std::optional<int>(*take) : std::nullopt);
  if (!settled.ok()) return settled.status();
  std::printf("settled %d of %s: %s\n", *settled, arguments[1].c_str(),
              take.has_value()
                  ? absl::StrCat("conflicting record ", *take, " is its record").c_str()
                  : "its record stays");
  return absl::OkStatus();
}

absl::Status Merge(const std::vector<std::string>& folders) {
  if (folders.empty()) {
    return absl::InvalidArgumentError("merge: no folder is named; such as: store merge A B -o C");
  }
  if (absl::GetFlag(FLAGS_o).empty()) {
    return absl::InvalidArgumentError("merge: -o is missing: the folder to write");
  }
  TENFOLD_ASSIGN_OR_RETURN(const MergeCounts counts,
                           MergeResults(folders, FromCallersFolder(absl::GetFlag(FLAGS_o))));
  std::printf("%d runs (%d of them in several folders) and %d artifacts: %s\n", counts.runs,
              counts.repeated, counts.artifacts, PlainLine(absl::GetFlag(FLAGS_o)).c_str());
  return absl::OkStatus();
}

absl::Status Export(const std::string& folder) {
  const std::string format = absl::GetFlag(FLAGS_format);
  if (format != "csv" && format != "jsonl") {
    return absl::InvalidArgumentError(
        absl::StrCat("--format is \"", format, "\", wants csv or jsonl"));
  }
  const std::string output = absl::GetFlag(FLAGS_o);
  if (!output.empty() && std::filesystem::exists(FromCallersFolder(output))) {
    return absl::AlreadyExistsError(
        absl::StrCat(output, ": is there already; expected the name of a new file"));
  }
  TENFOLD_ASSIGN_OR_RETURN(
      const std::vector<RunRecord> records,
      ReadRecords(folder, format == "jsonl" ? Unsealed::kRefused : Unsealed::kRead));
  const std::string text = format == "csv" ? RecordsAsCsv(records) : RecordLines(records);
  if (!output.empty()) {
    absl::Status status = WriteFileAtomically(FromCallersFolder(output),
                                              absl::EndsWith(output, ".gz") ? Gzip(text) : text);
    if (status.ok()) std::printf("%zu runs: %s\n", records.size(), PlainLine(output).c_str());
    return status;
  }
  // What cannot be written is said at the end (StartProgram).
  std::fwrite(text.data(), 1, text.size(), stdout);
  return absl::OkStatus();
}

absl::Status List(const std::string& folder) {
  TENFOLD_ASSIGN_OR_RETURN(const std::vector<RunRecord> records, ReadRecords(folder));
  std::printf("%s", RecordsAsList(records).c_str());
  return absl::OkStatus();
}

// A flag that this command does not read would be taken for one that it obeys.
absl::Status CheckFlagsOf(const std::string& command) {
  const struct {
    const absl::CommandLineFlag& flag;
    std::vector<std::string> commands;
  } uses[] = {
      {absl::GetFlagReflectionHandle(FLAGS_o), {"merge", "export"}},
      {absl::GetFlagReflectionHandle(FLAGS_repair), {"check"}},
      {absl::GetFlagReflectionHandle(FLAGS_format), {"export"}},
      {absl::GetFlagReflectionHandle(FLAGS_take), {"settle"}},
  };
  for (const auto& [flag, commands] : uses) {
    const bool is_read = std::find(commands.begin(), commands.end(), command) != commands.end();
    if (is_read || flag.CurrentValue() == flag.DefaultValue()) continue;
    return absl::InvalidArgumentError(absl::StrCat(command, ": ", flag.Name() == "o" ? "-" : "--",
                                                   flag.Name(), " changes nothing here; it is for ",
                                                   absl::StrJoin(commands, " and ")));
  }
  return absl::OkStatus();
}

absl::Status Run(const std::string& command, const std::vector<std::string>& arguments,
                 int* exit_code) {
  const char* const known[] = {"check", "settle", "merge", "list", "export"};
  if (std::find(std::begin(known), std::end(known), command) == std::end(known)) {
    return absl::InvalidArgumentError(absl::StrCat(
        command.empty() ? "no command is given" : absl::StrCat("unknown command \"", command, "\""),
        "; there are check, settle, merge, list, export; see --help"));
  }
  TENFOLD_RETURN_IF_ERROR(CheckFlagsOf(command));
  if (command == "settle") return Settle(arguments);
  std::vector<std::string> folders;
  for (const std::string& argument : arguments) folders.push_back(FromCallersFolder(argument));
  if (command == "merge") return Merge(folders);
  TENFOLD_RETURN_IF_ERROR(WantOneFolder(command, folders));
  if (command == "check") return Check(folders[0], exit_code);
  return command == "list" ? List(folders[0]) : Export(folders[0]);
}

// The exit code: 0, 1 after an error (one line on stderr), 2 if check has found something.
int Main(int argc, char** argv) {
  std::vector<std::string> arguments = ParseCommandLine(kUsage, "store_main", argc, argv);
  const std::string command = arguments.empty() ? "" : arguments[0];
  if (!arguments.empty()) arguments.erase(arguments.begin());
  int exit_code = 0;
  const absl::Status status = Run(command, arguments, &exit_code);
  if (status.ok()) return exit_code;
  SayError(status.message());
  return 1;
}

}  // namespace
}  // namespace tenfold

int main(int argc, char** argv) { return tenfold::Main(argc, argv); }
