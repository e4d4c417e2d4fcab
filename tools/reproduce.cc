// The main job: trains what is not there yet of every question, then makes the report from the
// records.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/flags/flag.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/parallel.h"
#include "base/process.h"
#include "base/runfile.h"
#include "base/signals.h"
#include "base/text/quoted.h"
#include "experiments/questions.h"

ABSL_FLAG(std::string, preset, "paper",
          "Preset, of each question that has it; of the others `paper`.");
ABSL_FLAG(
    bool, full, false,
    "Also what decides the verdicts on the report's claims, with engine simd: 200 seeds of preset "
    "`course`, 100 of the disc by learning rate, 1,000 of `paper`, and 100 of the disc with "
    "libtorch; some twelve minutes of one idle core.");
ABSL_FLAG(bool, ladder, false,
          "Also the ladders of //experiments/ladder, from the report's networks to the best of the "
          "same data, and the search for the hyperparameters at their tops; nine minutes of two "
          "idle cores for the ladders, then the search.");
ABSL_FLAG(bool, multiverse, false,
          "Also the grid of //experiments/multiverse: what the report leaves open, filled in in "
          "many ways; an hour of two cores at most. Its records go to RESULTS_DIR-multiverse.");
ABSL_FLAG(std::string, results_dir, "results",
          "Where records and report go; what is there already is not run again.");
ABSL_FLAG(std::vector<std::string>, engines, {},
          "Engines separated by commas: those of //experiments/pairs, and libtorch. Default: all "
          "but `reference`; libtorch if this machine has LibTorch.");
ABSL_FLAG(std::string, seeds, "",
          "Seeds, as //experiments/pairs takes them, in place of all seeds above.");
ABSL_FLAG(int, jobs, 0, "Runs at a time, one thread each. Default: one per processor.");
ABSL_FLAG(bool, force, false, "Run also what is there already.");

namespace tenfold {
namespace {

namespace fs = std::filesystem;

constexpr char kUsage[] =
    "Trains the pairs and the disc, ten seeds each, and makes the report.\n\n  ./bazelw run "
    "//:reproduce -- [--preset=NAME] [--full] [--ladder] [--multiverse] [--results_dir=DIR] "
    "[--seeds=0-9] "
    "[--engines=LIST] [--jobs=N] [--force]\n\n"
    "The tables of the report are about preset `paper` and seeds 0 to 9; other runs serve the "
    "verdicts or are listed at its end.";

constexpr char kLibTorch[] = "libtorch";
constexpr char kPublished[] = "reports/published/records.jsonl.gz";

using Arguments = std::vector<std::string>;

// LibTorch has programs of its own, which are there only if it is.
std::string ProgramOf(const Question& question, bool libtorch) {
  return libtorch ? absl::StrCat("baselines/", question.name)
                  : absl::StrCat("experiments/", question.name, "/", question.name);
}

// None of a question that has no settings of its own.
std::vector<std::string> PresetsOf(const Question& question) {
  const std::unique_ptr<Experiment> experiment = question.make_experiment("");
  if (experiment->variants().empty()) return {};
  std::vector<std::string> names;
  for (const Preset& preset : experiment->presets()) names.push_back(preset.name);
  return names;
}

absl::Status CheckPreset(const std::string& preset) {
  std::vector<std::string> names;  // of all questions, each once
  for (const Question& question : Questions()) {
    for (std::string& name : PresetsOf(question)) {
      if (!absl::c_linear_search(names, name)) names.push_back(std::move(name));
    }
  }
  if (absl::c_linear_search(names, preset)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("--preset: unknown preset ", Quoted(preset),
                                                 "; there are ", absl::StrJoin(names, ", ")));
}

struct Engines {
  std::vector<std::string> own, libtorch;
};

absl::StatusOr<Engines> ChooseEngines() {
  const bool have_libtorch = fs::exists(ProgramOf(Questions().front(), true));
  Engines engines;
  for (const std::string& name : absl::GetFlag(FLAGS_engines)) {
    (name == kLibTorch ? engines.libtorch : engines.own).push_back(name);
  }
  if (engines.own.empty() && engines.libtorch.empty()) {
    engines.own = {"fast"};
    if (have_libtorch) engines.libtorch = {kLibTorch};
  }
  if (!engines.libtorch.empty() && !have_libtorch) {
    return absl::InvalidArgumentError(
        "--engines: there is no LibTorch on this machine; leave out libtorch, or see "
        "tools/packages.txt");
  }
  return engines;
}

// The commands that train, each with `flags`: every question with every program that is asked for.
std::vector<Arguments> Sweeps(const Engines& engines, const Arguments& flags) {
  std::vector<Arguments> sweeps;
  for (const Question& question : Questions()) {
    const std::vector<std::string> presets = PresetsOf(question);
    if (presets.empty()) continue;
    for (const bool libtorch : {false, true}) {
      const std::vector<std::string>& chosen = libtorch ? engines.libtorch : engines.own;
      if (chosen.empty()) continue;
      Arguments sweep = {ProgramOf(question, libtorch),
                         absl::StrCat("--engines=", absl::StrJoin(chosen, ","))};
      if (absl::c_linear_search(presets, absl::GetFlag(FLAGS_preset))) {
        sweep.push_back(absl::StrCat("--preset=", absl::GetFlag(FLAGS_preset)));
      }
      sweep.insert(sweep.end(), flags.begin(), flags.end());
      sweeps.push_back(std::move(sweep));
    }
  }
  return sweeps;
}

// What --full adds; `flags` may have other seeds.
std::vector<Arguments> MoreSweeps(const Engines& engines, const Arguments& flags) {
  std::vector<Arguments> sweeps;
  for (const Question& question : Questions()) {
    for (const FullSweep& full : question.full_sweeps) {
      if (full.libtorch && engines.libtorch.empty()) continue;
      Arguments sweep = {ProgramOf(question, full.libtorch), absl::StrCat("--preset=", full.preset),
                         absl::StrCat("--set=", full.overrides),
                         absl::StrCat("--engines=", full.libtorch ? kLibTorch : "simd")};
      if (absl::GetFlag(FLAGS_seeds).empty()) {
        sweep.push_back(absl::StrCat("--seeds=0-", full.seeds - 1));
      }
      sweep.insert(sweep.end(), flags.begin(), flags.end());
      sweeps.push_back(std::move(sweep));
    }
  }
  return sweeps;
}

// Each of these returns an exit code: that of the program that failed, 0 if none did.

int RunProgram(const Arguments& arguments) {
  std::fflush(stdout);
  const absl::StatusOr<int> code = RunCommand({arguments});
  return code.ok() ? *code : ExitCode(code.status());
}

int RunAll(const std::vector<Arguments>& commands) {
  for (const Arguments& command : commands) {
    if (const int code = RunProgram(command); code != 0) return code;
  }
  return 0;
}

// Whether every program takes its flags, before any of them trains; if not, says what it says.
int CheckFlags(const std::vector<Arguments>& sweeps) {
  for (Arguments sweep : sweeps) {
    sweep.push_back("--list");
    const absl::StatusOr<Printed> printed = Capture({sweep});
    if (!printed.ok()) return ExitCode(printed.status());
    if (printed->exit_code == 0) continue;
    std::string errors;
    for (absl::string_view line : absl::StrSplit(printed->errors, '\n', absl::SkipEmpty())) {
      if (absl::StartsWith(line, "error: ")) absl::StrAppend(&errors, line, "\n");
    }
    std::fputs((errors.empty() ? printed->errors : errors).c_str(), stderr);
    return 1;
  }
  return 0;
}

// What is not equal is said, and is no failure of this command.
int Compare(const std::string& results_dir, const std::string& published) {
  const absl::StatusOr<Printed> printed =
      Capture({{"experiments/compare/compare", "--show=3", results_dir, published}});
  if (!printed.ok()) return ExitCode(printed.status());
  if (printed->exit_code > 3) {
    std::fputs(printed->errors.c_str(), stderr);
    return 1;
  }
  std::printf("compared with the published records:\n%s", printed->output.c_str());
  absl::string_view errors = printed->errors;
  if (absl::ConsumePrefix(&errors, "error: ")) {
    std::printf("nothing was compared: %s", std::string(errors).c_str());
  }
  std::printf(
      "The published records are of more presets and seeds than this command trains; those are the "
      "ones only there.\n"
      "Only reference and simd promise their bits on every machine; with another processor or "
      "another version of a library it is expected that eigen, onednn and libtorch round "
      "differently.\n");
  return 0;
}

int Reproduce(const std::string& argv0) {
  const std::string folder = absl::GetFlag(FLAGS_results_dir);
  if (folder.empty()) {
    return ExitCode(absl::InvalidArgumentError(
        "--results_dir= names no folder; such as --results_dir=results"));
  }
  const std::string results_dir = fs::absolute(FromCallersFolder(folder)).string();
  // The programs and their data are among the runfiles of this one.
  const absl::StatusOr<std::string> runfiles =
      RunfilesFolder(argv0, ProgramOf(Questions().front(), false));
  if (!runfiles.ok()) return ExitCode(runfiles.status());
  setenv("RUNFILES_DIR", fs::path(*runfiles).parent_path().c_str(), 1);
  fs::current_path(*runfiles);
  const absl::StatusOr<Engines> engines = ChooseEngines();
  if (!engines.ok()) return ExitCode(engines.status());
  const absl::StatusOr<int> jobs = JobsOfFlag(absl::GetFlag(FLAGS_jobs));
  if (!jobs.ok()) return ExitCode(jobs.status());
  if (absl::Status status = CheckPreset(absl::GetFlag(FLAGS_preset)); !status.ok()) {
    return ExitCode(status);
  }

  const std::string results_flag = absl::StrCat("--results_dir=", results_dir);
  const Arguments search = {"experiments/ladder/search", results_flag,
                            absl::StrCat("--jobs=", *jobs)};
  Arguments flags(search.begin() + 1, search.end());
  const std::string seeds = absl::GetFlag(FLAGS_seeds);
  if (!seeds.empty()) flags.push_back(absl::StrCat("--seeds=", seeds));
  Arguments ladder = {"experiments/ladder/ladder"};
  ladder.insert(ladder.end(), flags.begin(), flags.end());
  if (absl::GetFlag(FLAGS_force)) flags.push_back("--force");

  const std::vector<Arguments> sweeps = Sweeps(*engines, flags);
  if (const int code = CheckFlags(sweeps); code != 0) return code;
  if (absl::GetFlag(FLAGS_engines).empty() && engines->libtorch.empty()) {
    std::fprintf(stderr,
                 "note: no LibTorch, so the report will have no rows of engine libtorch; to get "
                 "them, leave out --without=libtorch (bazelw then installs it) or set "
                 "LIBTORCH_HOME\n");
  }
  std::vector<Arguments> commands = sweeps;
  if (absl::GetFlag(FLAGS_full)) {
    const std::vector<Arguments> more = MoreSweeps(*engines, flags);
    commands.insert(commands.end(), more.begin(), more.end());
  }
  if (absl::GetFlag(FLAGS_ladder)) {
    commands.push_back(ladder);
    commands.push_back(search);
  }
  const std::string report = results_dir + "/report";
  Arguments reporting = {"reports/report", results_flag, absl::StrCat("--output_dir=", report)};
  if (absl::GetFlag(FLAGS_multiverse)) {
    const std::string outcomes = results_dir + "-multiverse.json";
    commands.push_back({"experiments/multiverse/multiverse",
                        absl::StrCat("--results_dir=", results_dir, "-multiverse"),
                        absl::StrCat("--output=", outcomes), absl::StrCat("--jobs=", *jobs)});
    reporting.push_back(absl::StrCat("--multiverse=", outcomes));
  }
  commands.push_back(std::move(reporting));
  if (const int code = RunAll(commands); code != 0) return code;
  if (fs::exists(kPublished)) {
    const int code = Compare(results_dir, absl::StrCat(*runfiles, "/", kPublished));
    if (code != 0) return code;
  }
  std::printf("report: %s/report.html (as Markdown: REPORT.md beside it)\n",
              PlainLine(report).c_str());
  return 0;
}

int Main(int argc, char** argv) {
  StartProgram();
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--seeds=") {
      return ExitCode(absl::InvalidArgumentError("--seeds= names no seeds; such as --seeds=0-9"));
    }
    if (IsFlag(argument)) continue;
    return ExitCode(absl::InvalidArgumentError(
        absl::StrCat("unknown argument ", Quoted(argument), "; see --help")));
  }
  ParseCommandLine(kUsage, "tools/reproduce", argc, argv);
  SignalOptions signals;
  signals.hang_up = true;
  CatchSignals(signals);
  return Reproduce(argv[0]);
}

}  // namespace
}  // namespace tenfold

int main(int argc, char** argv) { return tenfold::Main(argc, argv); }
