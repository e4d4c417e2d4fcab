#include "experiments/recorded_run.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/callers_folder.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "experiments/compare/compare.h"
#include "experiments/questions.h"
#include "experiments/records/artifacts.h"
#include "experiments/records/record_files.h"
#include "experiments/records/store/store.h"
#include "experiments/sweeps/execution.h"
#include "experiments/sweeps/provenance.h"

namespace tenfold {

bool IsOfContract(absl::string_view engine) { return engine == "simd" || engine == "reference"; }

absl::StatusOr<Sweep> SweepOfRecord(const RunRecord& record, const Experiments& experiments,
                                    const Backend& engine) {
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
  if (!record.initial_weights_digest.empty()) {
    return absl::FailedPreconditionError(
        "the run began with the weights of a file, which the record does not have");
  }
  const std::vector<std::string>& variants = experiment.variants();
  if (std::find(variants.begin(), variants.end(), record.variant) == variants.end()) {
    return absl::FailedPreconditionError(absl::StrCat(
        "experiment ", Quoted(record.experiment), " has no variant ", Quoted(record.variant),
        variants.empty() ? " of its own: its data and networks are on the command line" : ""));
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
  return Sweep::Create(experiment, std::move(options), ProcessProvenance(""), question->digests);
}

absl::StatusOr<std::string> RunAgain(const RunRecord& record, const Experiments& experiments,
                                     const Backend& engine) {
  TENFOLD_ASSIGN_OR_RETURN(const Sweep sweep, SweepOfRecord(record, experiments, engine));
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
  TENFOLD_RETURN_IF_ERROR(
      CheckArtifact(run.results_dir, record->run_id, kReceiptFile, listed->second));
  TENFOLD_ASSIGN_OR_RETURN(const std::string receipt,
                           ReadArtifact(run.results_dir, record->run_id, kReceiptFile));
  TENFOLD_ASSIGN_OR_RETURN(run.receipt, ParseReceipt(receipt, path));
  run.record = *std::move(record);
  return run;
}

}  // namespace tenfold
