#include "experiments/sweeps/program/sweep_flags.h"

#include <algorithm>

#include "absl/flags/reflection.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/types/optional.h"
#include "base/callers_folder.h"
#include "base/files.h"
#include "base/parallel.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "experiments/hyperparameters/hyperparameters.h"
#include "experiments/sweeps/program/seeds.h"

ABSL_FLAG(std::vector<std::string>, engines, {},
          "Engines to train with, separated by commas; `fast` stands for all but reference, whose "
          "plain loops give what simd gives. Default: the fastest of this program.");
ABSL_FLAG(std::vector<std::string>, variants, {},
          "Variants of the network, separated by commas. Default: all.");
ABSL_FLAG(std::string, preset, "", "The named set of hyperparameters. Default: the first.");
ABSL_FLAG(std::string, seeds, "0-9",
          "Seeds, for instance 0-9 or 3,5,100-109. A seed fixes the data drawn, the initial "
          "weights and the batch order.");
ABSL_FLAG(int, jobs, 0,
          "Threads. Each trains one run at a time, or several of one small network side by side. "
          "Default: one per processor. Results do not depend on it.");
ABSL_FLAG(
    std::string, isa, "auto",
    "Instruction set of engine simd: avx512, avx2, neon, scalar, or auto, the fastest that the "
    "processor has. Results do not depend on it. Without effect on other engines, whose "
    "libraries choose for themselves.");
ABSL_FLAG(absl::optional<int>, epochs, absl::nullopt, "Short for --set=epochs=N.");
ABSL_FLAG(std::vector<std::string>, set, {},
          "Changes hyperparameters: name=value, separated by commas. What differs from the preset "
          "becomes part of the run id; what would change nothing in the sweep is refused.");
ABSL_FLAG(std::string, results_dir, "results",
          "Folder of the run records: one JSON file per run at its run id, files for figures below "
          "artifacts/. Relative to the "
          "folder in which the command was given.");
ABSL_FLAG(std::string, data_dir, "",
          "Folder with another data set of 28x28 images in ten classes, as IDX files, plain or "
          "gzipped. Default: MNIST.");
ABSL_FLAG(std::string, data, "",
          "Of //experiments/study: the data set, a CSV with a header (.csv), an array of rows or "
          "images (.npy), or IDX, plain or gzipped.");
ABSL_FLAG(std::vector<std::string>, target, {},
          "Of //experiments/study: the column of the CSV to learn, or several separated by commas; "
          "otherwise the file with the targets, .npy or IDX.");
ABSL_FLAG(std::string, test_data, "",
          "Of //experiments/study: a file with the rows to test on. Default: rows of --data, as "
          "--set=test_fraction, test_rows or folds says.");
ABSL_FLAG(std::string, test_target, "",
          "Of //experiments/study: the file with the targets of --test_data, if it is no CSV.");
ABSL_FLAG(std::string, net, "",
          "Of //experiments/study: a network as NAME=LAYERS, such as --net=small='Linear(16), "
          "ReLU()'; input sizes and the last layer follow from the data. May be given several "
          "times; the names are the variants.");
ABSL_FLAG(
    absl::optional<int64_t>, shard_index, absl::nullopt,
    "Which of --shard_count parts of the sweep to run, from 0. Default: what Slurm's variables "
    "say of this task of an array or of srun, or JOB_COMPLETION_INDEX and JOB_COMPLETIONS of this "
    "pod of an indexed job of Kubernetes, else all.");
ABSL_FLAG(
    absl::optional<int64_t>, shard_count, absl::nullopt,
    "In how many parts the sweep is cut: run i, sorted by variant, engine and seed, belongs to "
    "part i mod --shard_count. Parts may share a results folder.");
ABSL_FLAG(bool, save_weights, false,
          "Also write initial and final weights below artifacts/<run id>/, in PyTorch's layout: as "
          "safetensors with PyTorch's names, and a .npy file for each parameter.");
ABSL_FLAG(std::string, initial_weights, "",
          "A safetensors file with the weights that every run begins with, in place of those that "
          "its seed draws: what --save_weights has written, or PyTorch. They are named by their "
          "content in the run id.");
ABSL_FLAG(int, checkpoint_every, 0,
          "Every so many epochs a run leaves what it can go on from below checkpoints/: the same "
          "command after a kill goes on there, and ends with the same bits. Default: 0, runs begin "
          "anew. A forced run (--force) begins anew too.");
ABSL_FLAG(
    std::string, receipts, "none",
    "Also write a chain of digests of the training, by `epoch` or by `step`, as receipt.txt "
    "below artifacts/<run id>/: //experiments:replay and dispute compare by it. Such runs are "
    "trained one by one.");
ABSL_FLAG(int, keep_states, 0,
          "With --receipts: every so many epochs a run keeps its whole state below "
          "artifacts/<run id>/states/, from which //experiments:replay and dispute go on in place "
          "of the start. Default: 0, none.");
ABSL_FLAG(
    bool, save_outputs, false,
    "Also write what the network answers to every sample after training, as outputs.csv below "
    "artifacts/<run id>/.");
ABSL_FLAG(
    bool, list, false,
    "Run nothing: list the runs, which of them are there already, the command that makes each, "
    "and layers that engine simd has no vectors for.");
ABSL_FLAG(
    bool, build_action, false,
    "Leaves timing, commit, processor and host out of the records, so that the same command "
    "gives the same bytes; for rules such as tenfold_sweep, whose results a cache hands out.");
ABSL_FLAG(bool, force, false,
          "Run also what is there already; the old record moves to superseded/.");

namespace tenfold {
namespace {

// A word of --engines: all but the one that no record needs, as simd gives the same bits.
constexpr char kFastEngines[] = "fast";
constexpr char kSlowEngine[] = "reference";

// Replaces an empty list by all choices; InvalidArgument for what is not among them or twice.
absl::Status CheckChoices(absl::string_view flag, absl::string_view what,
                          const std::vector<std::string>& choices,
                          std::vector<std::string>& chosen) {
  if (chosen.empty()) chosen = choices;
  for (auto it = chosen.begin(); it != chosen.end(); ++it) {
    if (std::find(choices.begin(), choices.end(), *it) == choices.end()) {
      return absl::InvalidArgumentError(absl::StrCat(flag, ": unknown ", what, " ", Quoted(*it),
                                                     "; there are ", absl::StrJoin(choices, ", ")));
    }
    if (std::find(chosen.begin(), it, *it) != it) {
      return absl::InvalidArgumentError(
          absl::StrCat(flag, ": ", what, " \"", *it, "\" is named twice"));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<ReceiptEvery>> ReceiptsOfFlag(const std::string& receipts) {
  std::optional<ReceiptEvery> every;
  if (receipts == "none") return every;
  for (const ReceiptEvery one : {ReceiptEvery::kEpoch, ReceiptEvery::kStep}) {
    if (receipts == NameOf(one)) every = one;
  }
  if (every.has_value()) return every;
  return absl::InvalidArgumentError(
      absl::StrCat("--receipts is ", Quoted(receipts), ", wants epoch, step or none"));
}

}  // namespace

std::string FileOf(const std::string& flag) { return flag.empty() ? "" : FromCallersFolder(flag); }

InputFlags GetInputFlags() {
  InputFlags flags;
  flags.data = FileOf(absl::GetFlag(FLAGS_data));
  flags.targets = absl::GetFlag(FLAGS_target);
  flags.test_data = FileOf(absl::GetFlag(FLAGS_test_data));
  flags.test_target = FileOf(absl::GetFlag(FLAGS_test_target));
  const std::string nets = absl::GetFlag(FLAGS_net);
  if (!nets.empty()) flags.nets = absl::StrSplit(nets, '\n');
  return flags;
}

absl::StatusOr<SweepOptions> OptionsFromFlags(const SweepProgram& program) {
  const Experiment& experiment = *program.experiment;
  SweepOptions options;
  const std::string preset_name = absl::GetFlag(FLAGS_preset);
  const auto preset =
      std::find_if(experiment.presets().begin(), experiment.presets().end(),
                   [&](const Preset& p) { return preset_name.empty() || p.name == preset_name; });
  if (preset == experiment.presets().end()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--preset: unknown preset ", Quoted(preset_name), "; there are ",
        absl::StrJoin(experiment.presets(), ", ",
                      [](std::string* out, const Preset& p) { out->append(p.name); })));
  }
  options.preset = *preset;
  options.hyperparameters = preset->hyperparameters;
  std::vector<std::string> assignments = absl::GetFlag(FLAGS_set);
  if (const absl::optional<int> epochs = absl::GetFlag(FLAGS_epochs); epochs.has_value()) {
    assignments.push_back(absl::StrCat("epochs=", *epochs));
  }
  absl::Status status = SetHyperparameters(assignments, options.hyperparameters);
  if (!status.ok()) return absl::InvalidArgumentError(absl::StrCat("--set: ", status.message()));
  for (const std::string& assignment : assignments) {
    options.set_by_user.push_back(assignment.substr(0, assignment.find('=')));
  }
  options.variants = absl::GetFlag(FLAGS_variants);
  status = CheckChoices("--variants", "variant", experiment.variants(), options.variants);
  if (!status.ok()) return status;
  std::vector<std::string> engines = absl::GetFlag(FLAGS_engines);
  if (engines.empty()) engines = {program.default_engine};
  std::vector<std::string> all_engines;
  for (const Backend* engine : program.engines) all_engines.emplace_back(engine->name());
  if (engines == std::vector<std::string>{kFastEngines}) {
    engines = all_engines;
    engines.erase(std::remove(engines.begin(), engines.end(), kSlowEngine), engines.end());
  }
  if (std::find(engines.begin(), engines.end(), kFastEngines) != engines.end()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--engines: \"", kFastEngines, "\" stands alone, for all of ",
                     absl::StrJoin(all_engines, ", "), " but ", kSlowEngine));
  }
  status = CheckChoices("--engines", "engine", all_engines, engines);
  if (!status.ok()) return status;
  for (const std::string& name : engines) {
    options.engines.push_back(
        *std::find_if(program.engines.begin(), program.engines.end(),
                      [&](const Backend* engine) { return engine->name() == name; }));
  }
  absl::StatusOr<std::vector<int64_t>> seeds = ParseSeeds(absl::GetFlag(FLAGS_seeds));
  if (!seeds.ok())
    return absl::InvalidArgumentError(absl::StrCat("--seeds: ", seeds.status().message()));
  options.seeds = *std::move(seeds);
  TENFOLD_ASSIGN_OR_RETURN(const int jobs, JobsOfFlag(absl::GetFlag(FLAGS_jobs)));
  options.jobs = jobs;
  options.force = absl::GetFlag(FLAGS_force);
  options.save_weights = absl::GetFlag(FLAGS_save_weights);
  if (const std::string path = FileOf(absl::GetFlag(FLAGS_initial_weights)); !path.empty()) {
    TENFOLD_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path, kMaxSafetensorsBytes));
    TENFOLD_ASSIGN_OR_RETURN(Safetensors content, ParseSafetensors(bytes, path));
    options.initial_weights = {path, std::move(content)};
  }
  options.checkpoint_every = absl::GetFlag(FLAGS_checkpoint_every);
  if (options.checkpoint_every < 0) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--checkpoint_every is ", options.checkpoint_every, ", wants epochs, or 0 for none"));
  }
  TENFOLD_ASSIGN_OR_RETURN(options.receipts, ReceiptsOfFlag(absl::GetFlag(FLAGS_receipts)));
  options.keep_states = absl::GetFlag(FLAGS_keep_states);
  options.save_outputs = absl::GetFlag(FLAGS_save_outputs);
  options.build_action = absl::GetFlag(FLAGS_build_action);
  return options;
}

std::string CommandOf(const std::string& label, const PlannedRun& run,
                      const Hyperparameters& preset) {
  std::string command =
      absl::StrCat("./bazelw run ", label, run.record.experiment,
                   " -- --preset=", run.record.preset, " --variants=", run.record.variant,
                   " --engines=", run.record.engine, " --seeds=", run.record.seed);
  const std::string overrides = Overrides(preset, run.record.hyperparameters);
  if (!overrides.empty()) absl::StrAppend(&command, " --set=", overrides);
  const auto add = [&command](absl::string_view flag, absl::string_view value) {
    absl::StrAppend(&command, " ", ShellWord(absl::StrCat("--", flag, "=", value)));
  };
  for (const absl::CommandLineFlag* flag :
       {&absl::GetFlagReflectionHandle(FLAGS_data_dir), &absl::GetFlagReflectionHandle(FLAGS_data),
        &absl::GetFlagReflectionHandle(FLAGS_target),
        &absl::GetFlagReflectionHandle(FLAGS_test_data),
        &absl::GetFlagReflectionHandle(FLAGS_test_target),
        &absl::GetFlagReflectionHandle(FLAGS_initial_weights),
        &absl::GetFlagReflectionHandle(FLAGS_results_dir)}) {
    if (flag->CurrentValue() != flag->DefaultValue()) add(flag->Name(), flag->CurrentValue());
  }
  for (const std::string& net : GetInputFlags().nets) {
    if (absl::StartsWith(net, run.record.variant + "=")) add(kRepeatedFlag, net);
  }
  return command;
}

}  // namespace tenfold
