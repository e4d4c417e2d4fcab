#include "experiments/sweeps/sweep.h"

#include <iterator>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "engine/framework/state_tensors.h"
#include "experiments/hyperparameters/hyperparameters.h"
#include "experiments/receipts/weights_digest.h"
#include "experiments/records/record_identity.h"
#include "experiments/records/run_id.h"
#include "experiments/training/early_stopping.h"
#include "experiments/training/run_in_training.h"

namespace tenfold {
namespace {

constexpr size_t kSeedsWithArtifacts = 10;

absl::StatusOr<TrainingTask> MakeTaskOf(const Experiment& experiment, const std::string& variant,
                                        const SweepOptions& options) {
  TENFOLD_ASSIGN_OR_RETURN(TrainingTask task,
                           experiment.MakeTask(variant, options.hyperparameters));
  if (!options.initial_weights.has_value()) return task;
  TENFOLD_ASSIGN_OR_RETURN(const NetworkInfo info, Analyze(task.network));
  absl::StatusOr<std::vector<std::vector<float>>> weights =
      WeightsOf(options.initial_weights->content, info, options.initial_weights->path);
  if (!weights.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--initial_weights: variant ", variant, ": ", weights.status().message()));
  }
  task.initial_weights = *std::move(weights);
  for (const char* name : {"initialization", "weights_seed"}) {
    task.without_effect[name] = "weights that seeds draw, not --initial_weights";
  }
  return task;
}

// What stands for them in run ids, as a data set's name for the data.
std::string InitialWeightsOverride(const std::string& digest) {
  return absl::StrCat("initial_weights=sha256-", digest.substr(0, 16));
}

// Receipts have to stay of a size that can be read, also as a part of a checkpoint.
constexpr int64_t kMostLinks = 5000000, kMostLinksInCheckpoint = 50000;

// They are in memory until the run has ended.
constexpr int kMostKeptStates = 1000;

absl::Status CheckKeptStates(const SweepOptions& options, const TrainingTask& task) {
  const int every = options.keep_states;
  if (every == 0) return absl::OkStatus();
  const char* wrong =
      !options.receipts.has_value() ? "wants --receipts too, which has their digests"
      : options.checkpoint_every > 0
          ? "a run that goes on from a checkpoint has no states of before: wants no "
            "--checkpoint_every"
      : task.early_stopping.patience > 0
          ? "runs that stop early keep no states; wants early_stopping_patience=0"
          : nullptr;
  if (wrong != nullptr) return absl::InvalidArgumentError(absl::StrCat("--keep_states: ", wrong));
  const int least = (task.epochs - 1) / (kMostKeptStates + 1) + 1;
  if (every >= least && every < task.epochs) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("--keep_states is ", every, ", wants ", least,
                                                 " to ", task.epochs - 1, " of ", task.epochs,
                                                 " epochs, or 0 for none"));
}

// `task` has its data.
absl::Status CheckReceipts(const SweepOptions& options, const TrainingTask& task) {
  if (!options.receipts.has_value()) return absl::OkStatus();
  const bool by_step = *options.receipts == ReceiptEvery::kStep;
  const int64_t links = task.epochs * (by_step ? StepsPerEpoch(task) : 1);
  const int64_t most = options.checkpoint_every > 0 ? kMostLinksInCheckpoint : kMostLinks;
  if (links <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "--receipts=", NameOf(*options.receipts), ": a run has ", links, " of them, wants at most ",
      most, options.checkpoint_every > 0 ? " with --checkpoint_every" : ""));
}

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
  std::vector<std::string> initial_weights_digests;
  std::map<std::string, std::string> without_effect;  // for all variants, and what each needs
  for (const std::string& variant : options.variants) {
    TENFOLD_ASSIGN_OR_RETURN(TrainingTask task, MakeTaskOf(experiment, variant, options));
    initial_weights_digests.push_back(
        task.initial_weights.empty() ? "" : WeightsDigest(task.initial_weights));
    if (&variant != &options.variants.front()) {
      for (auto it = without_effect.begin(); it != without_effect.end();) {
        it = task.without_effect.count(it->first) > 0 ? std::next(it) : without_effect.erase(it);
      }
      continue;
    }
    without_effect = task.without_effect;
    if (options.checkpoint_every > 0 && task.early_stopping.patience > 0) {
      return absl::InvalidArgumentError(
          "--checkpoint_every: runs that stop early leave no checkpoints; wants "
          "early_stopping_patience=0");
    }
    // Whether the data set is large enough is the same for all seeds and variants.
    absl::Status status = experiment.DrawData(options.hyperparameters, options.seeds.front(), task);
    if (status.ok()) status = CheckReceipts(options, task);
    if (status.ok()) status = CheckKeptStates(options, task);
    if (Samples held_out; status.ok() && task.early_stopping.patience > 0) {
      status = HoldOut(std::move(task), /*seed=*/0, held_out).status();
    }
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
  sweep.initial_weights_digests_ = std::move(initial_weights_digests);
  RunRecord& common = sweep.common_;
  common.experiment = std::string(experiment.name());
  common.preset = sweep.options_.preset.name;
  common.overrides = absl::StrJoin(overrides, ",");
  common.hyperparameters = sweep.options_.hyperparameters;
  common.dataset = experiment.dataset();
  std::string preset_id =
      absl::StrCat(common.preset, common.overrides.empty() ? "" : ",", common.overrides);
  if (sweep.options_.initial_weights.has_value()) {
    absl::StrAppend(&preset_id, ",", InitialWeightsOverride(sweep.initial_weights_digests_[0]));
  }
  if (preset_id.size() > kMaxRunIdComponentSize) {
    return absl::InvalidArgumentError(absl::StrCat(
        "what is changed makes a name of ", preset_id.size(), " characters, more than the ",
        kMaxRunIdComponentSize, " that a run id can take: ", Quoted(preset_id)));
  }
  return sweep;
}

absl::StatusOr<TrainingTask> Sweep::MakeTask(const std::string& variant) const {
  return MakeTaskOf(*experiment_, variant, options_);
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
  PlannedRun run = {
      common_, engine,
      /*makes_artifacts=*/options_.makes_artifacts && seed_index < kSeedsWithArtifacts,
      options_.save_weights, options_.keep_states};
  run.record.variant = variant;
  run.record.network = networks_[variant_index];
  if (const std::string& digest = initial_weights_digests_[variant_index]; !digest.empty()) {
    run.record.initial_weights_digest = digest;
    absl::StrAppend(&run.record.overrides, run.record.overrides.empty() ? "" : ",",
                    InitialWeightsOverride(digest));
  }
  run.record.engine = std::string(engine->name());
  run.record.seed = seed;
  run.record.run_id = RunIdOf(run.record);
  run.record.dataset_digest = experiment_->DatasetDigest(options_.hyperparameters, seed);
  nlohmann::ordered_json provenance = process_provenance_;
  provenance["source_digest"] = digests_.at(run.record.engine);
  run.record.provenance["key"] = RunKey(run.record, provenance, experiment_->neutral());
  run.record.provenance.update(provenance);
  const std::string claims =
      options_.claims_digest.empty() ? experiment_->claims_digest() : options_.claims_digest;
  if (!claims.empty()) run.record.provenance["claims_digest"] = claims;
  if (!engine->isa().empty()) run.record.provenance["isa"] = std::string(engine->isa());
  if (options_.build_action) RemoveOccasion(run.record.provenance);
  return run;
}

}  // namespace tenfold
