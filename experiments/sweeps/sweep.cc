#include "experiments/sweeps/sweep.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "base/digest.h"
#include "base/files.h"
#include "base/parallel.h"
#include "base/quoted.h"
#include "engine/numerics/floating_point_environment.h"
#include "experiments/hyperparameters/hyperparameters.h"
#include "experiments/records/artifacts.h"
#include "experiments/records/npy.h"
#include "experiments/records/run_id.h"
#include "experiments/sweeps/weights_digest.h"

namespace tenfold {
namespace {

constexpr size_t kSeedsWithArtifacts = 10;

// Folders within a run's folder of artifacts.
constexpr char kInitialWeights[] = "/initial_weights";
constexpr char kFinalWeights[] = "/final_weights";

std::string WeightsPath(const std::string& folder, const ParameterInfo& parameter) {
  return absl::StrCat(folder, "/", parameter.name, ".npy");
}

absl::Status WriteWeights(const std::string& folder, const NetworkInfo& info,
                          const std::vector<std::vector<float>>& weights) {
  if (absl::Status status = CreateFolders(folder); !status.ok()) return status;
  for (size_t i = 0; i < weights.size(); ++i) {
    absl::Status status =
        WriteNpy(WeightsPath(folder, info.parameters[i]), weights[i], info.parameters[i].shape);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

// Lists the artifacts in the record.
absl::Status WriteFiles(const Experiment& experiment, const SweepOptions& options,
                        const PlannedRun& run, const TrainingTask& task,
                        const TrainingResult& result, const Store& store, RunRecord& record) {
  const std::string folder = ArtifactFolder(store.results_dir(), run.record.run_id);
  if (run.makes_artifacts && !result.diverged_step.has_value()) {
    for (const auto& [name, content] :
         experiment.MakeArtifacts(options.hyperparameters, task, result)) {
      if (absl::Status status = CreateFolders(folder); !status.ok()) return status;
      absl::Status status = WriteFileAtomically(absl::StrCat(folder, "/", name), content);
      if (!status.ok()) return status;
      record.provenance[kArtifactsMember][name] = Sha256Hex(content);
    }
  }
  if (!options.save_weights) return absl::OkStatus();
  const absl::StatusOr<NetworkInfo> info = Analyze(task.network);
  absl::Status status = WriteWeights(folder + kInitialWeights, *info, result.initial_weights);
  if (!status.ok()) return status;
  return WriteWeights(folder + kFinalWeights, *info, result.final_weights);
}

// Leaves of a provenance what the key is made of.
void RemoveOccasion(nlohmann::ordered_json& provenance) {
  for (const char* name : {"cpu", "host", "isa"}) provenance.erase(name);
  provenance["commit"] = "build action";
}

// NotFound names the first file of weights that is missing.
absl::Status CheckWeights(const Experiment& experiment, const SweepOptions& options,
                          const PlannedRun& run, const Store& store) {
  absl::StatusOr<TrainingTask> task =
      experiment.MakeTask(run.record.variant, options.hyperparameters);
  if (!task.ok()) return task.status();
  const absl::StatusOr<NetworkInfo> info = Analyze(task->network);
  if (!info.ok()) return info.status();
  const std::string folder = ArtifactFolder(store.results_dir(), run.record.run_id);
  for (const ParameterInfo& parameter : info->parameters) {
    for (const char* part : {kInitialWeights, kFinalWeights}) {
      const std::string path = WeightsPath(folder + part, parameter);
      std::error_code error;
      if (!std::filesystem::exists(path, error)) {
        return absl::NotFoundError(absl::StrCat(path, ": no such file of weights"));
      }
    }
  }
  return absl::OkStatus();
}

struct Trained {
  TrainingTask task;
  TrainingResult result;
};

absl::StatusOr<Trained> TrainRun(const Experiment& experiment, const SweepOptions& options,
                                 const PlannedRun& run, const std::function<bool()>& keep_going) {
  absl::StatusOr<TrainingTask> task =
      experiment.MakeTask(run.record.variant, options.hyperparameters);
  if (!task.ok()) return task.status();
  absl::Status status = experiment.DrawData(options.hyperparameters, run.record.seed, *task);
  if (!status.ok()) return status;
  absl::StatusOr<TrainingResult> result = Train(*task, run.record.seed, *run.engine, keep_going);
  if (!result.ok()) return result.status();
  return Trained{*std::move(task), *std::move(result)};
}

void AddResult(const TrainingResult& result, RunRecord& record) {
  record.train_loss = result.train_loss;
  record.first_losses = result.first_losses;
  record.weights_digest = WeightsDigest(result.final_weights);
  if (result.diverged_step.has_value()) {
    record.status = "diverged";
    record.diverged_step = result.diverged_step;
  } else {
    record.train_accuracy = result.train.accuracy;
    record.test_accuracy = result.test.accuracy;
  }
}

}  // namespace

absl::StatusOr<SweepPlan> SweepPlan::Create(const Experiment& experiment,
                                            const SweepOptions& options,
                                            nlohmann::ordered_json process_provenance,
                                            EngineDigests digests) {
  for (const Backend* engine : options.engines) {
    if (digests.count(std::string(engine->name())) > 0) continue;
    return absl::InternalError(
        absl::StrCat("engine ", engine->name(), " has no digest of sources"));
  }
  for (const std::string& variant : options.variants) {
    absl::StatusOr<TrainingTask> task = experiment.MakeTask(variant, options.hyperparameters);
    if (!task.ok()) return task.status();
    if (&variant != &options.variants.front()) continue;
    // Whether the data set is large enough is the same for all seeds and variants.
    absl::Status status =
        experiment.DrawData(options.hyperparameters, options.seeds.front(), *task);
    if (!status.ok()) return status;
  }
  std::vector<std::string> overrides;
  for (std::string part : {Overrides(options.preset.hyperparameters, options.hyperparameters),
                           experiment.DatasetOverride()}) {
    if (!part.empty()) overrides.push_back(std::move(part));
  }
  SweepPlan plan(experiment, options);
  plan.process_provenance_ = std::move(process_provenance);
  plan.digests_ = std::move(digests);
  RunRecord& common = plan.common_;
  common.experiment = std::string(experiment.name());
  common.preset = options.preset.name;
  common.overrides = absl::StrJoin(overrides, ",");
  common.hyperparameters = options.hyperparameters;
  common.dataset = experiment.dataset();
  plan.preset_id_ =
      common.overrides.empty() ? common.preset : absl::StrCat(common.preset, ",", common.overrides);
  if (plan.preset_id_.size() > kMaxRunIdComponentSize) {
    return absl::InvalidArgumentError(absl::StrCat(
        "what is changed makes a name of ", plan.preset_id_.size(), " characters, more than the ",
        kMaxRunIdComponentSize, " that a run id can take: ", Quoted(plan.preset_id_)));
  }
  return plan;
}

size_t SweepPlan::size() const {
  return options_->variants.size() * options_->engines.size() * options_->seeds.size();
}

PlannedRun SweepPlan::operator[](size_t i) const {
  const size_t setting = i / options_->seeds.size();
  const std::string& variant = options_->variants[setting / options_->engines.size()];
  const Backend* engine = options_->engines[setting % options_->engines.size()];
  const size_t seed_index = i % options_->seeds.size();
  const int64_t seed = options_->seeds[seed_index];
  PlannedRun run = {common_, engine, /*makes_artifacts=*/seed_index < kSeedsWithArtifacts};
  run.record.variant = variant;
  run.record.engine = std::string(engine->name());
  run.record.seed = seed;
  run.record.run_id = absl::StrFormat("%s/%s/%s/%s/seed-%02d", common_.experiment, preset_id_,
                                      variant, engine->name(), seed);
  run.record.dataset_digest = experiment_->DatasetDigest(options_->hyperparameters, seed);
  nlohmann::ordered_json provenance = process_provenance_;
  provenance["source_digest"] = digests_.at(run.record.engine);
  run.record.provenance["key"] = RunKey(run.record, provenance, experiment_->neutral());
  run.record.provenance.update(provenance);
  if (!engine->isa().empty()) run.record.provenance["isa"] = std::string(engine->isa());
  if (options_->build_action) RemoveOccasion(run.record.provenance);
  return run;
}

absl::StatusOr<RunState> FindRun(const Experiment& experiment, const SweepOptions& options,
                                 const PlannedRun& run, const Store& store) {
  absl::StatusOr<LookupResult> found =
      store.Lookup(run.record.run_id, run.record.provenance.at("key").get<std::string>(),
                   run.record.hyperparameters);
  if (!found.ok()) return found.status();
  RunState state = {*std::move(found)};
  if (options.save_weights && state.found.state == RecordState::kPresent) {
    absl::Status status = CheckWeights(experiment, options, run, store);
    if (absl::IsNotFound(status)) {
      state.found.state = RecordState::kIncomplete;
      state.found.problem = std::string(status.message());
    } else if (!status.ok()) {
      return status;
    }
  }
  state.to_run = options.force || state.found.state != RecordState::kPresent;
  return state;
}

absl::StatusOr<RunRecord> ExecuteRun(const Experiment& experiment, const SweepOptions& options,
                                     PlannedRun run, Store& store,
                                     const std::function<bool()>& keep_going) {
  const auto start = std::chrono::steady_clock::now();
  const ContractFloatingPoint floating_point;  // for the data too
  absl::StatusOr<RunState> state = FindRun(experiment, options, run, store);
  if (!state.ok()) return state.status();
  if (!state->to_run) {
    const std::vector<std::string> folders = store.FoldersOf(*state->found.record);
    absl::Status status = MakeLast({folders.begin(), folders.end()});
    if (!status.ok()) return status;
    return *std::move(state->found.record);
  }
  if (state->found.record.has_value() && !ArtifactDigests(*state->found.record).empty()) {
    run.makes_artifacts = true;
  }
  const absl::StatusOr<Trained> trained = TrainRun(experiment, options, run, keep_going);
  if (absl::IsCancelled(trained.status())) return trained.status();
  if (!trained.ok()) {
    absl::Status status = store.WriteFailure(run.record.run_id, trained.status().message());
    if (!status.ok()) return status;
    return absl::AbortedError(absl::StrCat(run.record.run_id, ": ", trained.status().message()));
  }
  RunRecord record = run.record;
  AddResult(trained->result, record);
  absl::Status status =
      WriteFiles(experiment, options, run, trained->task, trained->result, store, record);
  if (!status.ok()) return status;
  if (!options.build_action) {
    record.timing["training_time_s"] = trained->result.training_time_s;
    record.timing["wall_time_s"] =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  status = store.Write(record, options.force);
  if (!status.ok()) return status;
  return record;
}

absl::Status ExecuteRuns(const Experiment& experiment, const SweepOptions& options,
                         const SweepPlan& plan, const std::vector<uint32_t>& to_run, Store& store,
                         const std::function<bool()>& keep_going,
                         const std::function<void(const RunRecord&)>& on_finished,
                         const std::function<void(const std::string&)>& on_failed) {
  std::atomic<bool> ended{false};
  std::mutex mutex;  // guards what follows, and calls of on_finished and on_failed
  absl::Status first_error;
  int failed = 0;
  const auto go_on = [&] { return !ended && keep_going(); };
  RunInParallel(to_run.size(), options.jobs, [&](size_t i) {
    if (!go_on()) return false;
    const absl::StatusOr<RunRecord> record =
        ExecuteRun(experiment, options, plan[to_run[i]], store, go_on);
    const std::lock_guard<std::mutex> lock(mutex);
    if (record.ok()) {
      on_finished(*record);
    } else if (absl::IsAborted(record.status())) {
      ++failed;
      on_failed(std::string(record.status().message()));
    } else if (!ended) {
      ended = true;
      first_error = record.status();
    }
    return !ended;
  });
  if (!keep_going()) return absl::CancelledError("interrupted");
  if (!first_error.ok() || failed == 0) return first_error;
  return absl::AbortedError(absl::StrCat(failed, " of ", to_run.size(),
                                         " runs failed; the same command tries them again"));
}

}  // namespace tenfold
