#include "experiments/settings/setting_sweeps.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/parallel.h"
#include "base/status_macros.h"
#include "engine/backends/backends.h"
#include "experiments/hyperparameters/hyperparameters.h"
#include "experiments/signatures.h"
#include "experiments/sweeps/program/run_sweep.h"
#include "experiments/sweeps/provenance.h"

namespace tenfold {

absl::StatusOr<SettingSweeps> SettingSweeps::Open(const std::string& argv0,
                                                  const std::string& results_dir, int jobs) {
  TENFOLD_ASSIGN_OR_RETURN(const int parallel, JobsOfFlag(jobs));
  TENFOLD_ASSIGN_OR_RETURN(std::vector<std::unique_ptr<Experiment>> experiments,
                           SignedExperiments(argv0));
  TENFOLD_ASSIGN_OR_RETURN(Store store, Store::OpenOrRead(results_dir));
  return SettingSweeps(std::move(experiments), std::move(store), parallel);
}

absl::StatusOr<const Experiment*> SettingSweeps::Find(const std::string& name) const {
  for (const auto& experiment : experiments_) {
    if (experiment->name() == name) return experiment.get();
  }
  return absl::InvalidArgumentError(absl::StrCat("unknown experiment ", name));
}

absl::StatusOr<const Preset*> SettingSweeps::FindPreset(const std::string& experiment,
                                                        const std::string& name) const {
  TENFOLD_ASSIGN_OR_RETURN(const Experiment* found, Find(experiment));
  for (const Preset& preset : found->presets()) {
    if (preset.name == name) return &preset;
  }
  return absl::InvalidArgumentError(absl::StrCat("unknown preset ", experiment, "/", name));
}

absl::StatusOr<Hyperparameters> SettingSweeps::HyperparametersOf(
    const std::string& experiment, const std::string& preset, const std::string& overrides) const {
  TENFOLD_ASSIGN_OR_RETURN(const Preset* found, FindPreset(experiment, preset));
  Hyperparameters hyperparameters = found->hyperparameters;
  const std::vector<std::string> assignments = absl::StrSplit(overrides, ',', absl::SkipEmpty());
  TENFOLD_RETURN_IF_ERROR(SetHyperparameters(assignments, hyperparameters));
  return hyperparameters;
}

absl::StatusOr<std::vector<std::string>> SettingSweeps::VariantsOf(
    const std::string& experiment) const {
  TENFOLD_ASSIGN_OR_RETURN(const Experiment* found, Find(experiment));
  return found->variants();
}

absl::StatusOr<std::vector<RunRecord>> SettingSweeps::Run(const SettingSweep& setting,
                                                          const std::string& name) {
  SweepOptions options;
  TENFOLD_ASSIGN_OR_RETURN(
      options.hyperparameters,
      HyperparametersOf(setting.experiment, setting.preset, setting.overrides));
  options.preset = **FindPreset(setting.experiment, setting.preset);
  TENFOLD_ASSIGN_OR_RETURN(const Backend* engine, FindBackend(kDefaultBackend));
  options.variants = setting.variants;
  options.engines = {engine};
  options.seeds = setting.seeds;
  options.jobs = jobs_;
  options.claims_digest = setting.claims_digest;
  options.makes_artifacts = setting.makes_artifacts;
  const Experiment& experiment = **Find(setting.experiment);
  TENFOLD_ASSIGN_OR_RETURN(const Sweep sweep,
                           Sweep::Create(experiment, std::move(options), ProcessProvenance(""),
                                         digests_.at(setting.experiment)));
  std::vector<uint32_t> runs(sweep.size());
  std::iota(runs.begin(), runs.end(), 0u);
  std::map<std::string, std::vector<RunRecord>> by_variant;
  const absl::Status status = RunSweep(sweep, runs, name, store_, [&](const RunRecord& record) {
    by_variant[record.variant].push_back(record);
  });
  if (!status.ok()) return status;
  std::vector<RunRecord> records;
  for (const std::string& variant : setting.variants) {
    std::vector<RunRecord>& own = by_variant[variant];
    std::sort(own.begin(), own.end(),
              [](const RunRecord& a, const RunRecord& b) { return a.seed < b.seed; });
    std::move(own.begin(), own.end(), std::back_inserter(records));
  }
  return records;
}

}  // namespace tenfold
