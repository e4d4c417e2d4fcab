#include "experiments/sweeps/sweep.h"

#include <iterator>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "experiments/hyperparameters/hyperparameters.h"
#include "experiments/records/record_identity.h"
#include "experiments/records/run_id.h"

namespace tenfold {
namespace {

constexpr size_t kSeedsWithArtifacts = 10;

// Leaves of a provenance what the key is made of.
void RemoveOccasion(nlohmann::ordered_json& provenance) {
  for (const char* name : {"cpu", "host", "isa"}) provenance.erase(name);
  provenance["commit"] = "build action";
}

}  // namespace

absl::StatusOr<Sweep> Sweep::Create(const Experiment& experiment, SweepOptions options,
                                    nlohmann::ordered_json process_provenance,
                                    EngineDigests digests) {
  for (const Backend* engine : options.engines) {
    if (digests.count(std::string(engine->name())) > 0) continue;
    return absl::InternalError(
        absl::StrCat("engine ", engine->name(), " has no digest of sources"));
  }
  std::map<std::string, std::string> without_effect;  // for all variants, and what each needs
  for (const std::string& variant : options.variants) {
    TENFOLD_ASSIGN_OR_RETURN(TrainingTask task,
                             experiment.MakeTask(variant, options.hyperparameters));
    if (&variant != &options.variants.front()) {
      for (auto it = without_effect.begin(); it != without_effect.end();) {
        it = task.without_effect.count(it->first) > 0 ? std::next(it) : without_effect.erase(it);
      }
      continue;
    }
    without_effect = task.without_effect;
    // Whether the data set is large enough is the same for all seeds and variants.
    absl::Status status = experiment.DrawData(options.hyperparameters, options.seeds.front(), task);
    if (!status.ok()) return status;
  }
  for (const std::string& name : options.set_by_user) {
    const auto found = without_effect.find(name);
    if (found == without_effect.end()) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("--set: ", name, "=", Bare(options.hyperparameters.at(name)),
                     " changes nothing in this sweep; it needs ", found->second));
  }
  std::vector<std::string> overrides;
  for (std::string part : {Overrides(options.preset.hyperparameters, options.hyperparameters),
                           experiment.DatasetOverride()}) {
    if (!part.empty()) overrides.push_back(std::move(part));
  }
  Sweep sweep(experiment, std::move(options));
  for (const std::string& variant : sweep.options_.variants) {
    sweep.networks_.push_back(experiment.NetworkText(variant, sweep.options_.hyperparameters));
  }
  sweep.process_provenance_ = std::move(process_provenance);
  sweep.digests_ = std::move(digests);
  RunRecord& common = sweep.common_;
  common.experiment = std::string(experiment.name());
  common.preset = sweep.options_.preset.name;
  common.overrides = absl::StrJoin(overrides, ",");
  common.hyperparameters = sweep.options_.hyperparameters;
  common.dataset = experiment.dataset();
  sweep.preset_id_ =
      common.overrides.empty() ? common.preset : absl::StrCat(common.preset, ",", common.overrides);
  if (sweep.preset_id_.size() > kMaxRunIdComponentSize) {
    return absl::InvalidArgumentError(absl::StrCat(
        "what is changed makes a name of ", sweep.preset_id_.size(), " characters, more than the ",
        kMaxRunIdComponentSize, " that a run id can take: ", Quoted(sweep.preset_id_)));
  }
  return sweep;
}

size_t Sweep::size() const {
  return options_.variants.size() * options_.engines.size() * options_.seeds.size();
}

PlannedRun Sweep::operator[](size_t i) const {
  const size_t setting = i / options_.seeds.size();
  const size_t variant_index = setting / options_.engines.size();
  const std::string& variant = options_.variants[variant_index];
  const Backend* engine = options_.engines[setting % options_.engines.size()];
  const size_t seed_index = i % options_.seeds.size();
  const int64_t seed = options_.seeds[seed_index];
  PlannedRun run = {common_, engine, /*makes_artifacts=*/seed_index < kSeedsWithArtifacts,
                    options_.save_weights};
  run.record.variant = variant;
  run.record.network = networks_[variant_index];
  run.record.engine = std::string(engine->name());
  run.record.seed = seed;
  run.record.run_id = RunIdOf(run.record);
  run.record.dataset_digest = experiment_->DatasetDigest(options_.hyperparameters, seed);
  nlohmann::ordered_json provenance = process_provenance_;
  provenance["source_digest"] = digests_.at(run.record.engine);
  run.record.provenance["key"] = RunKey(run.record, provenance, experiment_->neutral());
  run.record.provenance.update(provenance);
  if (const std::string claims = experiment_->claims_digest(); !claims.empty())
    run.record.provenance["claims_digest"] = claims;
  if (!engine->isa().empty()) run.record.provenance["isa"] = std::string(engine->isa());
  if (options_.build_action) RemoveOccasion(run.record.provenance);
  return run;
}

}  // namespace tenfold
