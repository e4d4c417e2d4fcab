#include "experiments/sweeps/program/sweep_main.h"

#include <cstdio>
#include <cstdlib>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/signals.h"
#include "base/status_macros.h"
#include "engine/backends/simd/simd.h"
#include "experiments/sweeps/program/run_sweep.h"
#include "experiments/sweeps/program/shard.h"
#include "experiments/sweeps/program/summary.h"
#include "experiments/sweeps/program/sweep_flags.h"

namespace tenfold {
namespace {

absl::Status Run(SweepProgram& program) {
  const absl::StatusOr<std::unique_ptr<Backend>> simd = simd::MakeBackend(absl::GetFlag(FLAGS_isa));
  if (!simd.ok())
    return absl::InvalidArgumentError(absl::StrCat("--isa: ", simd.status().message()));
  for (const Backend*& engine : program.engines) {
    if (engine->name() == (*simd)->name()) engine = simd->get();
  }
  absl::Status status = program.experiment->Configure(GetInputFlags());
  if (!status.ok()) return status;
  TENFOLD_ASSIGN_OR_RETURN(SweepOptions options, OptionsFromFlags(program));
  const absl::StatusOr<Shard> shard =
      ChooseShard(absl::GetFlag(FLAGS_shard_index), absl::GetFlag(FLAGS_shard_count),
                  [](const char* name) { return std::getenv(name); });
  if (!shard.ok()) return shard.status();
  const std::string data_dir = absl::GetFlag(FLAGS_data_dir);
  status = program.experiment->LoadData(FileOf(data_dir));
  if (!status.ok()) return status;
  nlohmann::ordered_json provenance = ProcessProvenance("");
  provenance["versions"].update(program.versions);
  TENFOLD_ASSIGN_OR_RETURN(const Sweep sweep,
                           Sweep::Create(*program.experiment, std::move(options),
                                         std::move(provenance), program.digests));
  const std::string results_dir = FromCallersFolder(absl::GetFlag(FLAGS_results_dir));
  TENFOLD_ASSIGN_OR_RETURN(Store store, absl::GetFlag(FLAGS_list) ? Store::ForReading(results_dir)
                                                                  : Store::OpenOrRead(results_dir));

  const std::vector<uint32_t> runs = RunsOfShard(sweep.options(), *shard);
  const std::string name =
      absl::StrCat(program.experiment->name(), shard->count > 1 ? ", " : "", ShardName(*shard));
  if (absl::GetFlag(FLAGS_list)) {
    FoundRuns found;
    const auto print = [&](uint32_t i, const RunState& state) {
      const PlannedRun run = sweep[i];
      std::printf("%-10s %s  %s\n", StateName(state.found.state), run.record.run_id.c_str(),
                  CommandOf(program.label, run, sweep.options().preset.hyperparameters).c_str());
      return absl::OkStatus();
    };
    status = FindRuns(sweep, runs, store, print, SayProblem, found);
    if (!status.ok()) return status;
    SayLayersByReference(name, sweep);
    SayFound(name, found, store);
    return absl::OkStatus();
  }

  std::vector<std::string> engines;
  for (const Backend* engine : sweep.options().engines) engines.emplace_back(engine->name());
  SweepSummary summary(sweep.options().variants, engines, sweep.options().seeds);
  status =
      RunSweep(sweep, runs, name, store, [&](const RunRecord& record) { summary.Add(record); });
  if (!status.ok() && !absl::IsAborted(status)) return status;
  std::printf("%s", summary.Table().c_str());
  if (status.ok() && shard->count > 1) {
    std::fprintf(stderr, "%s: all %zu runs are there\n", name.c_str(), runs.size());
  }
  return status;
}

}  // namespace

int SweepMain(SweepProgram program, int argc, char** argv) {
  std::vector<std::string> presets;
  for (const Preset& preset : program.experiment->presets()) presets.push_back(preset.name);
  std::vector<std::string> engines;
  for (const Backend* engine : program.engines) engines.emplace_back(engine->name());
  const std::string usage = absl::StrCat(
      "Trains the settings of experiment \"", program.experiment->name(),
      "\" and stores one record per run. Runs that are there already are not run again.\n\n  "
      "variants: ",
      program.experiment->variants().empty() ? "those that --net names"
                                             : absl::StrJoin(program.experiment->variants(), ", "),
      "\n  presets: ", absl::StrJoin(presets, ", "), "\n  engines: ", absl::StrJoin(engines, ", "),
      " (default ", program.default_engine, ")");
  absl::Status status =
      RefuseArguments(ParseCommandLine(usage, "sweep_flags", argc, argv, {kRepeatedFlag}));
  CatchInterruptions();
  if (status.ok()) status = Run(program);
  return ExitCode(status);
}

}  // namespace tenfold
