#include "tools/slurm/submission.h"

#include <filesystem>
#include <system_error>

#include "absl/algorithm/container.h"
#include "absl/flags/flag.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "tools/slurm/arrays.h"

ABSL_FLAG(std::string, tasks, "4",
          "In how many shards the sweep is cut; a task trains one of them. Only those that have "
          "something to do are submitted.");
ABSL_FLAG(std::string, results_dir, "results",
          "A folder that all nodes share; logs go to slurm/ in it.");
ABSL_FLAG(bool, one_job, false, "Tasks of one job, started by srun, in place of an array of jobs.");
ABSL_FLAG(bool, dry_run, false, "Submit nothing, show what would be.");

namespace tenfold::slurm {
namespace {

namespace fs = std::filesystem;

constexpr char kPrograms[] = TENFOLD_PROGRAMS;

constexpr char kUsage[] =
    "Submits a sweep to Slurm: tasks that train what is not there yet, and after them a job that "
    "merges and makes the report.\n\n"
    "  ./bazelw run //tools/slurm:submit -- [--tasks=N] [--results_dir=DIR] [--merge=DIR]... "
    "[--one_job] [--sbatch=OPTION]... [--dry_run] PROGRAM [FLAG...]\n\n"
    "  PROGRAM, FLAG...   " TENFOLD_PROGRAMS
    ", and its flags\n"
    "  --merge=DIR        records from elsewhere, merged with DIR of --results_dir for the report\n"
    "  --sbatch=OPTION    for sbatch, such as --sbatch=--partition=short. "
    "--sbatch=--cpus-per-task=4 gives each task four processors, on which it makes four runs at a "
    "time\n\n"
    "A task that is interrupted, or a minute from its time limit, ends the runs that it is at; "
    "when "
    "it starts again (the latter does by itself), or when the same command is given again, it "
    "makes "
    "those that are missing. What other tasks have yet to make counts as missing.";

// Takes those that begin with `prefix`, such as "--merge=", out of the arguments: a flag that may
// be given several times.
Words TakeAll(absl::string_view prefix, Words& arguments) {
  Words values, others;
  for (const std::string& argument : arguments) {
    absl::string_view value = argument;
    const bool taken = absl::ConsumePrefix(&value, prefix);
    (taken ? values : others).emplace_back(value);
  }
  arguments = std::move(others);
  return values;
}

// Refuses flags of the program that are this one's to give or of no use to tasks.
absl::Status CheckProgramFlags(const Words& flags) {
  for (const std::string& flag : flags) {
    const auto refused = [&](absl::string_view why) {
      return absl::InvalidArgumentError(absl::StrCat(flag, why));
    };
    absl::string_view name = flag;
    absl::ConsumePrefix(&name, "-");
    absl::ConsumePrefix(&name, "-");
    name = name.substr(0, name.find('='));
    if (name == "results_dir") {
      return absl::InvalidArgumentError("--results_dir comes before the name of the program");
    }
    if (name == "shard_index" || name == "shard_count") {
      return refused(": each task is given its own; --tasks=N says how many there are");
    }
    if (name == "force") {
      return refused(": a task that starts again would make again what it has made");
    }
    if (name == "list" || name == "build_action") return refused(" is not for tasks");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Submission> ParseSubmission(int argc, char** argv) {
  int count = 1;
  while (count < argc && absl::StartsWith(argv[count], "-")) ++count;
  Words own(argv + 1, argv + count);
  Submission submission;
  submission.merge = TakeAll("--merge=", own);
  submission.sbatch = TakeAll("--sbatch=", own);
  std::vector<char*> parsed = {argv[0]};
  for (std::string& argument : own) {
    if (!IsFlag(argument)) {
      return absl::InvalidArgumentError(
          absl::StrCat("unknown flag ", Quoted(argument),
                       "; see --help. Flags of the program come after its name"));
    }
    parsed.push_back(argument.data());
  }
  ParseCommandLine(kUsage, "tools/slurm/", static_cast<int>(parsed.size()), parsed.data());
  if (count == argc) {
    return absl::InvalidArgumentError("no program is named, such as experiments/pairs; see --help");
  }
  submission.program = argv[count];
  submission.flags.assign(argv + count + 1, argv + argc);
  const std::string tasks = absl::GetFlag(FLAGS_tasks);
  if (!absl::SimpleAtoi(tasks, &submission.tasks) || submission.tasks < 1 ||
      submission.tasks > kMaxTasks) {
    return absl::InvalidArgumentError(
        absl::StrCat("--tasks is ", Quoted(tasks), ", wants a number from 1"));
  }
  submission.one_job = absl::GetFlag(FLAGS_one_job);
  submission.dry_run = absl::GetFlag(FLAGS_dry_run);
  const std::string results_dir = absl::GetFlag(FLAGS_results_dir);
  if (results_dir.empty()) return absl::InvalidArgumentError("--results_dir= names no folder");
  submission.results_dir = fs::absolute(FromCallersFolder(results_dir)).string();
  TENFOLD_RETURN_IF_ERROR(CheckProgramFlags(submission.flags));
  for (std::string& folder : submission.merge) {
    std::error_code error;
    const fs::path path = fs::absolute(FromCallersFolder(folder), error);
    if (!fs::is_directory(path, error)) {
      return absl::InvalidArgumentError(
          absl::StrCat("--merge: there is no folder ", path.string()));
    }
    folder = path.string();
  }
  return submission;
}

// A command line names a program by its folder, or by itself where many share one.
absl::StatusOr<std::string> ProgramPath(const std::string& runfiles, const std::string& name) {
  if (!absl::c_linear_search(absl::StrSplit(kPrograms, ", "), name)) {
    return absl::InvalidArgumentError(
        absl::StrCat("there is no program ", Quoted(name), "; there are ", kPrograms));
  }
  const fs::path path = fs::path(runfiles) / name;
  return (fs::is_directory(path) ? path / path.filename() : path).string();
}

}  // namespace tenfold::slurm
