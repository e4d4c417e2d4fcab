// Submits a sweep to Slurm: tasks that train what is not there yet, and after them a job that
// merges and makes the report.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/flags/flag.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/commit.h"
#include "base/files.h"
#include "base/process.h"
#include "base/runfile.h"
#include "base/signals.h"
#include "base/status_macros.h"
#include "base/text/digest.h"
#include "base/text/quoted.h"
#include "tools/slurm/arrays.h"

ABSL_FLAG(std::string, tasks, "4",
          "In how many shards the sweep is cut; a task trains one of them. Only those that have "
          "something to do are submitted.");
ABSL_FLAG(std::string, results_dir, "results",
          "A folder that all nodes share; logs go to slurm/ in it.");
ABSL_FLAG(bool, one_job, false, "Tasks of one job, started by srun, in place of an array of jobs.");
ABSL_FLAG(bool, dry_run, false, "Submit nothing, show what would be.");

namespace tenfold {
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

constexpr int64_t kMaxProgramBytes = int64_t{1} << 32;

using Words = std::vector<std::string>;

Words Join(const std::vector<Words>& parts) {
  Words words;
  for (const Words& part : parts) words.insert(words.end(), part.begin(), part.end());
  return words;
}

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

struct Submission {
  Words merge;          // folders, absolute
  Words sbatch;         // options
  std::string program;  // its name, such as experiments/pairs
  Words flags;          // of the program
  int tasks = 0;
  std::string results_dir;  // absolute
};

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

absl::StatusOr<Submission> Parse(int argc, char** argv) {
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
  ParseCommandLine(kUsage, "slurm/submit", static_cast<int>(parsed.size()), parsed.data());
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

// How many of the runs that the program lists are not there. `say`: also what it says of them.
absl::StatusOr<int> CountMissing(const Words& list, bool say) {
  const absl::StatusOr<Printed> listed = Capture({list});
  if (!listed.ok()) return listed.status();
  if (listed->exit_code != 0) {
    absl::string_view errors = absl::StripTrailingAsciiWhitespace(listed->errors);
    absl::ConsumePrefix(&errors, "error: ");
    return absl::InternalError(errors);
  }
  if (say) std::fputs(listed->errors.c_str(), stderr);
  int missing = 0;
  for (absl::string_view line : absl::StrSplit(listed->output, '\n', absl::SkipEmpty())) {
    missing += absl::StartsWith(line, "present ") ? 0 : 1;
  }
  return missing;
}

// The number of the job that sbatch makes.
absl::StatusOr<std::string> Job(const Words& sbatch) {
  const absl::StatusOr<std::string> printed = OutputOf({sbatch});
  if (!printed.ok()) return printed.status();
  return std::string(absl::StripAsciiWhitespace(printed->substr(0, printed->find(';'))));
}

void Print(const Words& command) {
  for (const std::string& word : command) std::printf("%s ", ShellWord(word).c_str());
  std::printf("\n");
}

absl::Status Submit(int argc, char** argv) {
  TENFOLD_ASSIGN_OR_RETURN(Submission parsed, Parse(argc, argv));
  const Submission& submission = parsed;
  // The programs and their data are among the runfiles of this one.
  TENFOLD_ASSIGN_OR_RETURN(const std::string runfiles,
                           RunfilesFolder(argv[0], "tools/slurm/task.sh"));
  TENFOLD_ASSIGN_OR_RETURN(const std::string program, ProgramPath(runfiles, submission.program));
  setenv("RUNFILES_DIR", fs::path(runfiles).parent_path().c_str(), 1);
  // The commit that was built, not the one that is checked out when a task starts.
  unsetenv("TENFOLD_COMMIT");
  setenv("TENFOLD_COMMIT", CheckedOutCommit().c_str(), 1);
  const bool one_job = absl::GetFlag(FLAGS_one_job);
  const int64_t max_array_size = one_job ? kMaxTasks : MaxArraySize();
  if (max_array_size == 0) {
    return absl::FailedPreconditionError(
        "this cluster has no arrays of jobs (its MaxArraySize is 0); --one_job does without");
  }
  // Of a task that this is run in, if it is.
  unsetenv("SLURM_ARRAY_TASK_ID");
  unsetenv("SLURM_STEP_ID");

  const Words flags =
      Join({{absl::StrCat("--results_dir=", submission.results_dir)}, submission.flags});
  const Words list = Join({{program}, flags, {"--list"}});
  absl::StatusOr<int> missing = CountMissing(list, /*say=*/true);
  if (!missing.ok()) return missing.status();
  if (*missing == 0) {
    std::printf(
        "nothing to submit: all runs are there; ./bazelw run //reports:report -- %s makes "
        "the report\n",
        ShellWord(flags[0]).c_str());
    return absl::OkStatus();
  }
  std::vector<int> shards;
  for (int i = 0; i < submission.tasks; ++i) {
    missing = CountMissing(Join({list,
                                 {absl::StrCat("--shard_index=", i),
                                  absl::StrCat("--shard_count=", submission.tasks)}}),
                           /*say=*/false);
    if (!missing.ok()) return missing.status();
    if (*missing > 0) shards.push_back(i);
  }

  const std::string logs = submission.results_dir + "/slurm";
  const Words sbatch =
      Join({{"sbatch", "--parsable", "--export=ALL", "--chdir=" + logs, "--open-mode=append"},
            submission.sbatch});
  TENFOLD_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(program, kMaxProgramBytes));
  const auto job_of = [&](const Words& shape, int first_shard) {
    return Join(
        {sbatch,
         {"--job-name=tenfold-" + absl::StrReplaceAll(submission.program, {{"/", "-"}}),
          "--requeue", "--signal=B:USR1@60"},
         shape,
         {runfiles + "/tools/slurm/task.sh", Sha256Hex(bytes) + "  -",  // as sha256sum says it
          absl::StrCat(submission.tasks), absl::StrCat(first_shard), program},
         flags});
  };
  std::vector<Words> tasks;
  if (one_job) {
    tasks.push_back(job_of({absl::StrCat("--ntasks=", submission.tasks), "--output=%x-%j.log"}, 0));
  } else {
    for (const Array& array : Arrays(shards, max_array_size)) {
      tasks.push_back(
          job_of({"--array=" + Ranges(array.tasks), "--output=%x-%A_%a.log"}, array.first));
    }
  }
  // Whatever becomes of the tasks, and one report at a time.
  const auto report_after = [&](const Words& jobs) {
    return Join(
        {sbatch,
         {"--job-name=tenfold-report", "--output=%x-%j.log",
          absl::StrCat("--dependency=afterany:", absl::StrJoin(jobs, ":"), ",singleton"),
          runfiles + "/tools/slurm/report.sh", runfiles, absl::StrCat(submission.merge.size())},
         submission.merge,
         {program, submission.results_dir},
         flags});
  };

  if (absl::GetFlag(FLAGS_dry_run)) {
    for (const Words& job : tasks) Print(job);
    Print(report_after(Words(tasks.size(), "JOB")));
    return absl::OkStatus();
  }
  if (absl::IsNotFound(Capture({{"sbatch", "--version"}}).status())) {
    return absl::NotFoundError("there is no sbatch on this machine");
  }
  TENFOLD_RETURN_IF_ERROR(CreateFolders(logs));
  Words jobs;
  absl::Status status;
  for (size_t i = 0; i < tasks.size() && status.ok(); ++i) {
    const absl::StatusOr<std::string> job = Job(tasks[i]);
    status = job.status();
    if (job.ok()) jobs.push_back(*job);
  }
  if (jobs.empty()) return status;
  const absl::StatusOr<std::string> report_job =
      status.ok() ? Job(report_after(jobs)) : absl::StatusOr<std::string>(status);
  const std::string submitted =
      absl::StrCat(jobs.size() == 1 ? "job " : "jobs ", absl::StrJoin(jobs, ", "));
  if (!report_job.ok()) {
    std::fprintf(stderr, "%s\n", PlainLine(report_job.status().message()).c_str());
    return absl::InternalError(
        absl::StrCat(jobs.size() < tasks.size() ? "only a part of the tasks is" : "the tasks are",
                     " submitted as ", submitted, ", the report is not; to end it: scancel ",
                     absl::StrJoin(jobs, " ")));
  }
  std::printf(
      "submitted %s: %zu of %d tasks have something to do; then job %s: the report\n"
      "logs: %s; to end it: scancel %s\n",
      submitted.c_str(), shards.size(), submission.tasks, report_job->c_str(),
      ShellWord(logs).c_str(), absl::StrJoin(jobs, " ").c_str());
  return absl::OkStatus();
}

}  // namespace
}  // namespace tenfold

int main(int argc, char** argv) { return tenfold::ExitCode(tenfold::Submit(argc, argv)); }
