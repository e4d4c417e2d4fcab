#include "experiments/recorded_run.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/callers_folder.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "engine/numerics/floating_point_environment.h"
#include "experiments/compare/compare.h"
#include "experiments/questions.h"
#include "experiments/receipts/kept_state.h"
#include "experiments/records/artifacts.h"
#include "experiments/records/record_files.h"
#include "experiments/records/store/store.h"
#include "experiments/sweeps/execution.h"
#include "experiments/sweeps/provenance.h"
#include "experiments/sweeps/run_at_work.h"

namespace tenfold {
namespace {

// An artifact with the bytes that the record lists.
absl::StatusOr<std::string> ReadListed(const StoredRun& run, const std::string& name,
                                       const std::string& digest) {
  TENFOLD_RETURN_IF_ERROR(CheckArtifact(run.results_dir, run.record.run_id, name, digest));
  return ReadArtifact(run.results_dir, run.record.run_id, name);
}

}  // namespace

bool IsOfContract(absl::string_view engine) { return engine == "simd" || engine == "reference"; }

absl::StatusOr<Sweep> SweepOfRecord(const RunRecord& record, const RunSources& sources,
                                    const Backend& engine) {
  const Experiments& experiments = sources.experiments;
  const std::vector<Question>& questions = Questions();
  const auto question = std::find_if(questions.begin(), questions.end(), [&](const Question& q) {
    return q.name == record.experiment;
  });
  const auto found = std::find_if(experiments.begin(), experiments.end(), [&](const auto& one) {
    return one->name() == record.experiment;
  });
  if (question == questions.end() || found == experiments.end()) {
    return absl::FailedPreconditionError(
        absl::StrCat("there is no experiment ", Quoted(record.experiment)));
  }
  const Experiment& experiment = **found;
  const std::vector<std::string>& variants = experiment.variants();
  if (variants.empty()) {
    return absl::FailedPreconditionError(
        "the run is of a study, whose data are a file: --data and --target name it");
  }
  if (std::find(variants.begin(), variants.end(), record.variant) == variants.end()) {
    return absl::FailedPreconditionError(absl::StrCat("experiment ", Quoted(record.experiment),
                                                      " has no variant ", Quoted(record.variant)));
  }
  SweepOptions options;
  // What the record does not name was declared after it.
  options.hyperparameters = experiment.neutral();
  options.hyperparameters.update(record.hyperparameters);
  options.preset = {record.preset, options.hyperparameters};
  options.variants = {record.variant};
  options.engines = {&engine};
  options.seeds = {record.seed};
  const std::string digest = experiment.DatasetDigest(options.hyperparameters, record.seed);
  if (digest != record.dataset_digest) {
    return absl::FailedPreconditionError(
        absl::StrCat("the run's data have the digest ", record.dataset_digest.substr(0, 12),
                     ", and those that are here ", digest.substr(0, 12)));
  }
  const std::string network = experiment.NetworkText(record.variant, options.hyperparameters);
  if (network != record.network) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the run's network is ", Quoted(record.network), ", and here it is ", Quoted(network)));
  }
  if (!record.initial_weights_digest.empty()) {
    if (!sources.initial_weights.has_value()) {
      return absl::FailedPreconditionError(
          "the run began with the weights of a file: --initial_weights names it");
    }
    options.initial_weights = sources.initial_weights;
  }
  TENFOLD_ASSIGN_OR_RETURN(Sweep sweep, Sweep::Create(experiment, std::move(options),
                                                      ProcessProvenance(""), question->digests));
  const std::string begun_with = sweep[0].record.initial_weights_digest;
  if (begun_with != record.initial_weights_digest) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the run began with weights of the digest ", record.initial_weights_digest.substr(0, 12),
        ", and those of --initial_weights have ", begun_with.substr(0, 12)));
  }
  return sweep;
}

absl::StatusOr<std::string> RunAgain(const RunRecord& record, const RunSources& sources,
                                     const Backend& engine) {
  TENFOLD_ASSIGN_OR_RETURN(const Sweep sweep, SweepOfRecord(record, sources, engine));
  RunRecord again;
  std::string failure;
  const absl::Status status = ExecuteRuns(
      sweep, {0}, /*store=*/nullptr, [] { return true; },
      [&](const RunRecord& made) { again = made; },
      [&](const std::string& message) { failure = message; });
  if (absl::IsAborted(status)) return absl::InternalError(failure);
  if (!status.ok()) return status;
  again.preset = record.preset;
  again.overrides = record.overrides;
  again.hyperparameters = record.hyperparameters;
  std::string where;
  compare::CompareRun(record, again, &where);
  return where;
}

absl::StatusOr<TrainableRun> OpenRun(const std::string& argv0, const RunRecord& record) {
  const ContractFloatingPoint floating_point;  // for the data
  TrainableRun run;
  TENFOLD_ASSIGN_OR_RETURN(run.simd, SimdOfFlag());
  TENFOLD_ASSIGN_OR_RETURN(const RunSources sources, SourcesOfFlags(argv0, {record}));
  TENFOLD_ASSIGN_OR_RETURN(const Sweep sweep, SweepOfRecord(record, sources, *run.simd));
  RunAtWork work = RunWithData(sweep, sweep[0]);
  if (!work.task.ok()) return work.task.status();
  run.task = *std::move(work.task);
  run.seed = static_cast<uint64_t>(record.seed);
  return run;
}

absl::StatusOr<StoredRun> ReadStoredRun(const std::string& argument) {
  const std::string path = FromCallersFolder(argument);
  TENFOLD_ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxRecordBytes));
  absl::StatusOr<RunRecord> record = ParseSealedText(text);
  if (!record.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", record.status().message()));
  }
  StoredRun run;
  const std::string ending = RecordPath("", record->run_id);
  absl::string_view folder = path;
  if (!absl::ConsumeSuffix(&folder, ending) || folder.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": wants a record in its results folder, as RESULTS", ending));
  }
  run.results_dir = std::string(folder);
  const std::map<std::string, std::string> artifacts = ArtifactDigests(*record);
  const auto listed = artifacts.find(kReceiptFile);
  if (listed == artifacts.end()) {
    return absl::NotFoundError(
        absl::StrCat(path, ": has no receipt; the run's command with --receipts=epoch leaves one"));
  }
  run.record = *std::move(record);
  TENFOLD_ASSIGN_OR_RETURN(const std::string receipt,
                           ReadListed(run, kReceiptFile, listed->second));
  TENFOLD_ASSIGN_OR_RETURN(run.receipt, ParseReceipt(receipt, path));
  return run;
}

absl::StatusOr<std::optional<TrainingProgress>> KeptStateUntil(const StoredRun& run,
                                                               const TrainingTask& task,
                                                               int epochs) {
  int latest = 0;
  std::string name, digest;
  for (const auto& [artifact, its_digest] : ArtifactDigests(run.record)) {
    const std::optional<int> epoch = EpochOfKeptState(artifact);
    if (!epoch.has_value() || *epoch <= latest || *epoch > epochs) continue;
    latest = *epoch;
    name = artifact;
    digest = its_digest;
  }
  if (latest == 0 || task.early_stopping.patience > 0) return std::optional<TrainingProgress>();
  TENFOLD_ASSIGN_OR_RETURN(const std::string bytes, ReadListed(run, name, digest));
  const std::string path =
      absl::StrCat(ArtifactFolder(run.results_dir, run.record.run_id), "/", name);
  TENFOLD_ASSIGN_OR_RETURN(TrainingProgress progress,
                           ParseKeptState(bytes, path, task, run.receipt, latest));
  return std::optional<TrainingProgress>(std::move(progress));
}

}  // namespace tenfold
