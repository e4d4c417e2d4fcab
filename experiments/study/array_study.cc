#include "experiments/study/array_study.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/parallel.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "engine/backends/reference/reference.h"
#include "engine/backends/simd/simd.h"
#include "engine/numerics/floating_point_environment.h"
#include "experiments/datasets/array_table.h"
#include "experiments/hyperparameters/hyperparameters.h"
#include "experiments/receipts/weights_digest.h"
#include "experiments/records/store/store.h"
#include "experiments/sweeps/execution.h"
#include "experiments/sweeps/program/run_sweep.h"
#include "experiments/sweeps/program/seeds.h"
#include "experiments/sweeps/provenance.h"
#include "experiments/sweeps/run_at_work.h"
#include "experiments/sweeps/run_files.h"

namespace tenfold::study {
namespace {

absl::StatusOr<RawTable> MakeRawTable(Arrays arrays) {
  TENFOLD_RETURN_IF_ERROR(CheckFinite(arrays.name, arrays.shape, arrays.inputs));
  TENFOLD_RETURN_IF_ERROR(CheckFinite(arrays.target_name, arrays.target_shape, arrays.numbers));
  TENFOLD_ASSIGN_OR_RETURN(RawTable table,
                           MakeArrayTable(arrays.name, arrays.shape, std::move(arrays.inputs),
                                          arrays.target_name, arrays.target_shape));
  if (!arrays.texts.empty() && table.targets.size() > 1) {
    return absl::InvalidArgumentError(absl::StrCat(arrays.target_name, ": is text in ",
                                                   table.targets.size(),
                                                   " columns, wants one, or numbers"));
  }
  if (table.rows == 0 || table.inputs.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(arrays.name, ": is empty, wants rows"));
  }
  table.numbers = std::move(arrays.numbers);
  table.texts = std::move(arrays.texts);
  return table;
}

absl::StatusOr<const Backend*> FindEngine(const std::string& name) {
  std::vector<std::string> names;
  for (const Backend* backend : OwnBackends()) {
    if (backend->name() == name) return backend;
    names.emplace_back(backend->name());
  }
  return absl::InvalidArgumentError(absl::StrCat("--engines: unknown engine ", Quoted(name),
                                                 "; there are ", absl::StrJoin(names, ", ")));
}

absl::StatusOr<SweepOptions> MakeOptions(const Experiment& experiment,
                                         const ArrayStudyOptions& from) {
  SweepOptions options;
  options.preset = experiment.presets().front();
  options.hyperparameters = options.preset.hyperparameters;
  const absl::Status status = SetHyperparameters(from.settings, options.hyperparameters);
  if (!status.ok()) return absl::InvalidArgumentError(absl::StrCat("--set: ", status.message()));
  for (const std::string& setting : from.settings) {
    options.set_by_user.push_back(setting.substr(0, setting.find('=')));
  }
  options.variants = experiment.variants();
  TENFOLD_ASSIGN_OR_RETURN(const Backend* engine, FindEngine(from.engine));
  options.engines = {engine};
  absl::StatusOr<std::vector<int64_t>> seeds = ParseSeeds(absl::StrJoin(from.seeds, ","));
  if (!seeds.ok()) {
    return absl::InvalidArgumentError(absl::StrCat("--seeds: ", seeds.status().message()));
  }
  options.seeds = *std::move(seeds);
  TENFOLD_ASSIGN_OR_RETURN(options.jobs, JobsOfFlag(from.jobs));
  options.save_outputs = from.keep_outputs;
  return options;
}

}  // namespace

const std::vector<const Backend*>& OwnBackends() {
  static const std::vector<const Backend*> backends = {&reference::GetBackend(),
                                                       &simd::GetBackend()};
  return backends;
}

absl::StatusOr<std::unique_ptr<ArrayStudy>> ArrayStudy::Create(Arrays data,
                                                               std::optional<Arrays> test,
                                                               ArrayStudyOptions options,
                                                               const EngineDigests& digests) {
  std::unique_ptr<ArrayStudy> study(new ArrayStudy());
  TENFOLD_RETURN_IF_ERROR(study->experiment_.SetNetworks(options.networks));
  TENFOLD_ASSIGN_OR_RETURN(RawTable rows, MakeRawTable(std::move(data)));
  std::optional<RawTable> test_rows;
  if (test.has_value()) {
    TENFOLD_ASSIGN_OR_RETURN(test_rows, MakeRawTable(*std::move(test)));
  }
  TENFOLD_ASSIGN_OR_RETURN(
      Table table, MakeTable(std::move(rows), std::move(test_rows), std::move(options.train_rows)));
  study->experiment_.SetTable(std::move(table));
  TENFOLD_ASSIGN_OR_RETURN(SweepOptions sweep_options, MakeOptions(study->experiment_, options));
  const std::string task = sweep_options.hyperparameters.at("task").get<std::string>();
  study->results_dir_ = options.results_dir;
  // Records alone say where they were made.
  TENFOLD_ASSIGN_OR_RETURN(
      study->sweep_, Sweep::Create(study->experiment_, std::move(sweep_options),
                                   options.results_dir.empty() ? nlohmann::ordered_json::object()
                                                               : ProcessProvenance(""),
                                   digests));
  TENFOLD_ASSIGN_OR_RETURN(study->kind_, KindOf(study->table(), task));
  study->outcomes_.resize(study->size());
  return study;
}

size_t ArrayStudy::PlaceOf(const RunRecord& record) const {
  const std::vector<std::string>& variants = options().variants;
  const std::vector<int64_t>& seeds = options().seeds;
  const auto variant = std::find(variants.begin(), variants.end(), record.variant);
  const auto seed = std::lower_bound(seeds.begin(), seeds.end(), record.seed);
  return static_cast<size_t>(variant - variants.begin()) * seeds.size() +
         static_cast<size_t>(seed - seeds.begin());
}

absl::Status ArrayStudy::Train(const std::function<bool()>& keep_going) {
  const auto keep_record = [this](const RunRecord& record) {
    Outcome& outcome = outcomes_[PlaceOf(record)];
    outcome.run_id = record.run_id;
    outcome.diverged_step = record.diverged_step;
    outcome.train_loss = record.train_loss;
    outcome.first_losses = record.first_losses;
    outcome.weights_digest = record.weights_digest;
    for (const auto& metric : record.metrics.items()) {
      outcome.metrics[metric.key()] = metric.value().get<double>();
    }
    if (record.train_accuracy.has_value()) {
      outcome.metrics["train_accuracy"] = *record.train_accuracy;
      outcome.metrics["test_accuracy"] = *record.test_accuracy;
    }
    ++done_;
  };
  std::vector<uint32_t> to_run(size());
  std::iota(to_run.begin(), to_run.end(), 0);
  std::optional<Store> store;
  if (!results_dir_.empty()) {
    TENFOLD_ASSIGN_OR_RETURN(store, Store::OpenOrRead(results_dir_));
    TENFOLD_ASSIGN_OR_RETURN(
        const FoundRuns found,
        FindMissing(*sweep_, to_run, *store, keep_going, keep_record,
                    [this](const std::string& line) { notices_.push_back(line); }));
    to_run = found.to_run;
    for (std::string& line : WarningsOf(found, *store)) notices_.push_back(std::move(line));
  }
  std::string first_failure;
  const absl::Status status = ExecuteRuns(
      *sweep_, to_run, store.has_value() ? &*store : nullptr, keep_going, keep_record,
      [&](const std::string& message) {
        if (first_failure.empty()) first_failure = message;
      },
      [this](uint32_t run, const TrainingTask& task, TrainingResult result) {
        return KeepResult(run, task, std::move(result), outcomes_[run]);
      });
  if (first_failure.empty()) return status;
  return absl::AbortedError(absl::StrCat(first_failure, " (", status.message(), ")"));
}

absl::Status ArrayStudy::KeepResult(size_t run, const TrainingTask& task, TrainingResult result,
                                    Outcome& outcome) const {
  outcome.weights = std::move(result.final_weights);
  if (!options().save_outputs || result.diverged_step.has_value()) return absl::OkStatus();
  TENFOLD_ASSIGN_OR_RETURN(const DrawnRows drawn, Rows(run));
  const size_t features = result.train.outputs.size() / task.train.count;
  outcome.outputs.resize(table().rows * features);
  for (const auto& [samples, outputs] :
       {std::pair{&task.train, &result.train.outputs}, std::pair{&task.test, &result.test.outputs},
        std::pair{&task.probe, &result.probe_outputs}}) {
    for (size_t i = 0; i < outputs->size(); ++i) {
      const size_t column = i % features;
      outcome.outputs[samples->ids[i / features] * features + column] =
          drawn.preprocessing.values.Restore((*outputs)[i], static_cast<int64_t>(column));
    }
  }
  return absl::OkStatus();
}

std::string ArrayStudy::Layers(size_t run) const {
  return experiment_.NetworkText(VariantOf(run), options().hyperparameters);
}

absl::StatusOr<DrawnRows> ArrayStudy::Rows(size_t run) const {
  const int64_t seed = options().seeds[run % options().seeds.size()];
  return DrawRows(table(), options().hyperparameters, static_cast<uint64_t>(seed));
}

absl::StatusOr<Outcome> ArrayStudy::TrainAgain(size_t run) const {
  const ContractFloatingPoint floating_point;  // for the data too
  RunAtWork trained = RunWithData(*sweep_, (*sweep_)[run]);
  TrainRuns({&trained, 1}, [] { return true; });
  TENFOLD_RETURN_IF_ERROR(trained.result.status());
  Outcome again = outcomes_[run];
  TENFOLD_RETURN_IF_ERROR(KeepResult(run, *trained.task, *std::move(trained.result), again));
  if (WeightsDigest(again.weights) == again.weights_digest) return again;
  return absl::DataLossError(absl::StrCat(
      again.run_id, ": trained again it has other weights than the record in ", results_dir_));
}

absl::StatusOr<std::map<std::string, std::string>> ArrayStudy::MetadataOf(size_t run) const {
  TENFOLD_ASSIGN_OR_RETURN(const DrawnRows drawn, Rows(run));
  TENFOLD_ASSIGN_OR_RETURN(TrainingTask task,
                           experiment_.MakeTask(VariantOf(run), options().hyperparameters));
  task.weights_metadata[kPreprocessingMember] = ToJson(drawn.preprocessing);
  return WeightsMetadata(task, outcomes_[run].run_id,
                         std::string(options().engines.front()->name()));
}

absl::StatusOr<Model> ArrayStudy::ModelOf(size_t run,
                                          std::vector<std::vector<float>> weights) const {
  TENFOLD_ASSIGN_OR_RETURN(DrawnRows drawn, Rows(run));
  TENFOLD_ASSIGN_OR_RETURN(TrainingTask task,
                           experiment_.MakeTask(VariantOf(run), options().hyperparameters));
  return Model{std::move(task.network), std::move(weights), std::move(drawn.preprocessing.inputs),
               std::move(drawn.preprocessing.values)};
}

}  // namespace tenfold::study
