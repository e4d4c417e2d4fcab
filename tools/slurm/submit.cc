// Submits a sweep to Slurm: tasks that train what is not there yet, and after them a job that
// merges and makes the report.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
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
#include "tools/slurm/submission.h"

namespace tenfold::slurm {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kMaxProgramBytes = int64_t{1} << 32;

Words Join(const std::vector<Words>& parts) {
  Words words;
  for (const Words& part : parts) words.insert(words.end(), part.begin(), part.end());
  return words;
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
  TENFOLD_ASSIGN_OR_RETURN(const Submission submission, ParseSubmission(argc, argv));
  // The programs and their data are among the runfiles of this one.
  TENFOLD_ASSIGN_OR_RETURN(const std::string runfiles,
                           RunfilesFolder(argv[0], "tools/slurm/task.sh"));
  TENFOLD_ASSIGN_OR_RETURN(const std::string program, ProgramPath(runfiles, submission.program));
  setenv("RUNFILES_DIR", fs::path(runfiles).parent_path().c_str(), 1);
  // The commit that was built, not the one that is checked out when a task starts.
  unsetenv("TENFOLD_COMMIT");
  setenv("TENFOLD_COMMIT", CheckedOutCommit().c_str(), 1);
  const bool one_job = submission.one_job;
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

  if (submission.dry_run) {
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
}  // namespace tenfold::slurm

int main(int argc, char** argv) {
  tenfold::StartProgram();
  return tenfold::ExitCode(tenfold::slurm::Submit(argc, argv));
}
