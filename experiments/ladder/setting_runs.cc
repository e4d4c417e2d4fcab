#include "experiments/ladder/setting_runs.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "base/parallel.h"
#include "base/status_macros.h"
#include "engine/backends/backends.h"
#include "experiments/hyperparameters/hyperparameters.h"
#include "experiments/signatures.h"
#include "experiments/sweeps/provenance.h"
#include "experiments/sweeps/run_sweep.h"

namespace tenfold::ladder {

absl::StatusOr<SettingRuns> SettingRuns::Open(const std::string& argv0,
                                              const std::string& results_dir, int jobs) {
  TENFOLD_ASSIGN_OR_RETURN(const int parallel, JobsOfFlag(jobs));
  TENFOLD_ASSIGN_OR_RETURN(std::vector<std::unique_ptr<Experiment>> experiments,
                           SignedExperiments(argv0));
  TENFOLD_ASSIGN_OR_RETURN(Store store, Store::OpenOrRead(results_dir));
  return SettingRuns(std::move(experiments), std::move(store), parallel);
}

absl::StatusOr<const Experiment*> SettingRuns::Find(const std::string& name) const {
  for (const auto& experiment : experiments_) {
    if (experiment->name() == name) return experiment.get();
  }
  return absl::InvalidArgumentError(absl::StrCat("unknown experiment ", name));
}

absl::StatusOr<const Preset*> SettingRuns::FindPreset(const Setting& setting) const {
  TENFOLD_ASSIGN_OR_RETURN(const Experiment* experiment, Find(setting.experiment));
  for (const Preset& preset : experiment->presets()) {
    if (preset.name == setting.preset) return &preset;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("unknown preset ", setting.experiment, "/", setting.preset));
}

absl::StatusOr<Hyperparameters> SettingRuns::HyperparametersOf(const Setting& setting) const {
  TENFOLD_ASSIGN_OR_RETURN(const Preset* preset, FindPreset(setting));
  Hyperparameters hyperparameters = preset->hyperparameters;
  const std::vector<std::string> assignments =
      absl::StrSplit(setting.overrides, ',', absl::SkipEmpty());
  TENFOLD_RETURN_IF_ERROR(SetHyperparameters(assignments, hyperparameters));
  return hyperparameters;
}

absl::StatusOr<std::vector<RunRecord>> SettingRuns::Run(const Setting& setting,
                                                        const std::vector<int64_t>& seeds,
                                                        const std::string& name) {
  TENFOLD_ASSIGN_OR_RETURN(const Preset* preset, FindPreset(setting));
  TENFOLD_ASSIGN_OR_RETURN(Hyperparameters hyperparameters, HyperparametersOf(setting));
  TENFOLD_ASSIGN_OR_RETURN(const Backend* engine, FindBackend(kDefaultBackend));
  SweepOptions options;
  options.preset = *preset;
  options.hyperparameters = std::move(hyperparameters);
  options.variants = {setting.variant};
  options.engines = {engine};
  options.seeds = seeds;
  options.jobs = jobs_;
  const Experiment& experiment = **Find(setting.experiment);
  TENFOLD_ASSIGN_OR_RETURN(const Sweep sweep,
                           Sweep::Create(experiment, std::move(options), ProcessProvenance(""),
                                         digests_.at(setting.experiment)));
  std::vector<uint32_t> runs(sweep.size());
  std::iota(runs.begin(), runs.end(), 0u);
  std::vector<RunRecord> records;
  const absl::Status status = RunSweep(sweep, runs, name, store_,
                                       [&](const RunRecord& record) { records.push_back(record); });
  if (!status.ok()) return status;
  std::sort(records.begin(), records.end(),
            [](const RunRecord& a, const RunRecord& b) { return a.seed < b.seed; });
  return records;
}

std::vector<int64_t> SeedsFrom(int64_t first, int count) {
  std::vector<int64_t> seeds(count);
  std::iota(seeds.begin(), seeds.end(), first);
  return seeds;
}

std::string Outcome(const std::vector<RunRecord>& records) {
  double sum = 0.0, squares = 0.0, seconds = 0.0;
  int ok = 0;
  for (const RunRecord& record : records) {
    if (!record.test_accuracy.has_value()) continue;
    ++ok;
    sum += *record.test_accuracy;
    const auto time = record.timing.find("training_time_s");
    if (time != record.timing.end() && time->is_number()) seconds += time->get<double>();
  }
  if (ok == 0) return "all runs diverged";
  const double mean = sum / ok;
  for (const RunRecord& record : records) {
    if (record.test_accuracy.has_value()) squares += std::pow(*record.test_accuracy - mean, 2);
  }
  std::string outcome = absl::StrFormat("%.4f +- %.4f  %5.2f s", mean,
                                        ok > 1 ? std::sqrt(squares / (ok - 1)) : 0.0, seconds / ok);
  if (ok < static_cast<int>(records.size())) {
    absl::StrAppend(&outcome, "  (", records.size() - ok, " diverged)");
  }
  return outcome;
}

}  // namespace tenfold::ladder
