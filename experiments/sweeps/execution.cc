#include "experiments/sweeps/execution.h"

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "base/files.h"
#include "base/parallel.h"
#include "base/status_macros.h"
#include "base/text/digest.h"
#include "base/text/quoted.h"
#include "engine/framework/safetensors.h"
#include "engine/framework/state_tensors.h"
#include "engine/network/network_text.h"
#include "engine/numerics/floating_point_environment.h"
#include "experiments/receipts/weights_digest.h"
#include "experiments/records/artifacts.h"
#include "experiments/records/npy.h"
#include "experiments/records/saved_weights.h"
#include "experiments/sweeps/cohorts.h"
#include "experiments/sweeps/run_at_work.h"
#include "experiments/sweeps/run_checkpoints.h"
#include "experiments/sweeps/run_receipt.h"

namespace tenfold {
namespace {

// Folders within a run's folder of artifacts: a .npy file for each parameter.
constexpr char kInitialWeights[] = "initial_weights/";
constexpr char kFinalWeights[] = "final_weights/";
constexpr char kOutputs[] = "outputs.csv";

std::string WeightsName(const char* part, const ParameterInfo& parameter) {
  return absl::StrCat(part, parameter.name, ".npy");
}

// Writes a file of a run and lists it in the record.
absl::Status WriteArtifact(const Store& store, const std::string& name, const std::string& bytes,
                           RunRecord& record) {
  const std::string path =
      absl::StrCat(ArtifactFolder(store.results_dir(), record.run_id), "/", name);
  absl::Status status = CreateFolders(FolderOf(path));
  if (status.ok()) status = WriteFileAtomically(path, bytes);
  if (status.ok()) record.provenance[kArtifactsMember][name] = Sha256Hex(bytes);
  return status;
}

// Beside the folder of a part's .npy files, with all of them.
std::string SafetensorsName(const char* part) {
  return absl::StrCat(absl::StripSuffix(part, "/"), ".safetensors");
}

absl::Status WriteWeights(const Store& store, const char* part, const TrainingTask& task,
                          const std::vector<std::vector<float>>& weights, RunRecord& record) {
  TENFOLD_ASSIGN_OR_RETURN(const NetworkInfo info, Analyze(task.network));
  TENFOLD_ASSIGN_OR_RETURN(const std::string all,
                           SafetensorsFile({WeightTensors(info, weights),
                                            WeightsMetadata(task, record.run_id, record.engine)}));
  TENFOLD_RETURN_IF_ERROR(WriteArtifact(store, SafetensorsName(part), all, record));
  for (size_t i = 0; i < weights.size(); ++i) {
    TENFOLD_ASSIGN_OR_RETURN(const std::string file, NpyFile(weights[i], info.parameters[i].shape));
    absl::Status status = WriteArtifact(store, WeightsName(part, info.parameters[i]), file, record);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

void AppendOutputs(absl::string_view set, const Samples& samples, const std::vector<float>& outputs,
                   std::string& csv) {
  for (int i = 0; i < samples.count; ++i) {
    absl::StrAppend(&csv, set, ",", samples.ids.empty() ? i : samples.ids[i]);
    const TargetArray& targets = samples.targets[0];
    const size_t values = targets.values.size() / samples.count;
    if (!targets.classes.empty()) absl::StrAppend(&csv, ",", targets.classes[i]);
    for (size_t f = 0; f < values; ++f) {
      absl::StrAppendFormat(&csv, ",%.9g", targets.values[i * values + f]);
    }
    const size_t features = outputs.size() / samples.count;
    for (size_t f = 0; f < features; ++f) {
      absl::StrAppendFormat(&csv, ",%.9g", outputs[i * features + f]);
    }
    csv += "\n";
  }
}

// What the network answered to every sample that it is judged by, and to those that were left out
// of training.
std::string OutputsCsv(const TrainingTask& task, const TrainingResult& result) {
  const TargetArray& targets = task.train.targets[0];
  const auto columns = [](const char* name, size_t count) {
    std::string header;
    for (size_t i = 0; i < count; ++i) absl::StrAppend(&header, ",", name, i);
    return header;
  };
  std::string csv = absl::StrCat(
      "set,row",
      targets.classes.empty() ? columns("target", targets.values.size() / task.train.count)
                              : ",class",
      columns("output", result.train.outputs.size() / task.train.count), "\n");
  AppendOutputs("train", task.train, result.train.outputs, csv);
  AppendOutputs("test", task.test, result.test.outputs, csv);
  if (!task.probe.targets.empty()) {
    AppendOutputs("left-out", task.probe, result.probe_outputs, csv);
  }
  return csv;
}

// NotFound names the first file of weights that the record does not list: those that it lists are
// there and have been compared.
absl::Status CheckWeights(const Sweep& sweep, const RunRecord& record, const Store& store) {
  TENFOLD_ASSIGN_OR_RETURN(const TrainingTask task, sweep.MakeTask(record.variant));
  TENFOLD_ASSIGN_OR_RETURN(const NetworkInfo info, Analyze(task.network));
  const std::map<std::string, std::string> listed = ArtifactDigests(record);
  std::vector<std::string> wanted;
  for (const char* part : {kInitialWeights, kFinalWeights}) {
    wanted.push_back(SafetensorsName(part));
    for (const ParameterInfo& parameter : info.parameters) {
      wanted.push_back(WeightsName(part, parameter));
    }
  }
  for (const std::string& name : wanted) {
    if (listed.count(name) > 0) continue;
    return absl::NotFoundError(absl::StrCat(ArtifactFolder(store.results_dir(), record.run_id), "/",
                                            name,
                                            ": the run's record lists no such file of weights"));
  }
  return absl::OkStatus();
}

// Whether a run has weights that its record lists.
bool HasWeights(const RunRecord& record) {
  const std::map<std::string, std::string> listed = ArtifactDigests(record);
  const auto first = listed.lower_bound(kFinalWeights);
  return first != listed.end() && absl::StartsWith(first->first, kFinalWeights);
}

absl::StatusOr<std::vector<Artifact>> MakeArtifacts(const Sweep& sweep, const RunAtWork& run) {
  return Guarded([&]() -> absl::StatusOr<std::vector<Artifact>> {
    std::vector<Artifact> artifacts;
    if (run.result->diverged_step.has_value()) return artifacts;
    if (run.planned.makes_artifacts) {
      artifacts =
          sweep.experiment().MakeArtifacts(sweep.options().hyperparameters, *run.task, *run.result);
    }
    if (sweep.options().save_outputs) {
      artifacts.emplace_back(kOutputs, OutputsCsv(*run.task, *run.result));
    }
    return artifacts;
  });
}

// Lists the artifacts in the record.
absl::Status WriteFiles(const RunAtWork& run, const std::vector<Artifact>& artifacts,
                        const Store& store, RunRecord& record) {
  for (const auto& [name, content] : artifacts) {
    TENFOLD_RETURN_IF_ERROR(WriteArtifact(store, name, content, record));
  }
  if (run.receipt != nullptr) {
    TENFOLD_RETURN_IF_ERROR(WriteArtifact(store, kReceiptFile, run.receipt->text(), record));
  }
  if (!run.planned.saves_weights) return absl::OkStatus();
  TENFOLD_RETURN_IF_ERROR(
      WriteWeights(store, kInitialWeights, *run.task, run.result->initial_weights, record));
  return WriteWeights(store, kFinalWeights, *run.task, run.result->final_weights, record);
}

void AddResult(const TrainingResult& result, RunRecord& record) {
  record.train_loss = result.train_loss;
  record.first_losses = result.first_losses;
  if (const std::optional<EarlyStop>& stop = result.early_stop; stop.has_value()) {
    record.early_stopping = {stop->stopped ? "patience" : "epochs",
                             static_cast<int64_t>(stop->held_out_loss.size()), stop->best_epoch,
                             stop->held_out_loss};
  }
  record.weights_digest = WeightsDigest(result.final_weights);
  if (result.diverged_step.has_value()) {
    record.status = "diverged";
    record.diverged_step = result.diverged_step;
    return;
  }
  for (const auto& [set, evaluation] :
       {std::pair{"train_", &result.train}, std::pair{"test_", &result.test}}) {
    for (const auto& [name, value] : evaluation->metrics) {
      if (name != kAccuracy) record.metrics[set + name] = value;
    }
  }
  if (!record.metrics.empty()) return;
  record.train_accuracy = result.train.accuracy();
  record.test_accuracy = result.test.accuracy();
}

double SecondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// `training_wall_s`: what the run has taken until now, beside others. `store`: null keeps nothing.
absl::StatusOr<RunRecord> StoreRun(const Sweep& sweep, const RunAtWork& run, double training_wall_s,
                                   Store* store) {
  const auto start = std::chrono::steady_clock::now();
  absl::Status failure = run.result.status();
  if (absl::IsCancelled(failure)) return failure;
  absl::StatusOr<std::vector<Artifact>> artifacts;
  if (failure.ok() && store != nullptr) {
    artifacts = MakeArtifacts(sweep, run);
    failure = artifacts.status();
  }
  const std::string& run_id = run.planned.record.run_id;
  if (!failure.ok()) {
    if (store != nullptr) {
      TENFOLD_RETURN_IF_ERROR(store->WriteFailure(run_id, failure.message()));
    }
    return absl::AbortedError(absl::StrCat(run_id, ": ", failure.message()));
  }
  RunRecord record = run.planned.record;
  AddResult(*run.result, record);
  if (store != nullptr) {
    // Before the files of the record that is there are written over.
    TENFOLD_RETURN_IF_ERROR(store->RefuseConflict(record));
    TENFOLD_RETURN_IF_ERROR(WriteFiles(run, *artifacts, *store, record));
  }
  if (!sweep.options().build_action) {
    record.timing["training_time_s"] = run.result->training_time_s;
    record.timing["wall_time_s"] = training_wall_s + SecondsSince(start);
  }
  if (store != nullptr) {
    TENFOLD_RETURN_IF_ERROR(store->Write(record, sweep.options().force));
  }
  return record;
}

}  // namespace

std::map<std::string, std::string> WeightsMetadata(const TrainingTask& task,
                                                   const std::string& run_id,
                                                   const std::string& engine) {
  std::map<std::string, std::string> metadata = task.weights_metadata;
  metadata[kRunIdMember] = run_id;
  metadata[kEngineMember] = engine;
  metadata[kBatchSizeMember] = absl::StrCat(task.batch_size);
  const std::string network = NetworkToString(task.network);
  if (!network.empty()) metadata[kNetworkMember] = network;
  return metadata;
}

absl::StatusOr<RunState> FindRun(const Sweep& sweep, const PlannedRun& run, const Store& store) {
  TENFOLD_ASSIGN_OR_RETURN(
      LookupResult found,
      store.Lookup(run.record.run_id, run.record.provenance.at("key").get<std::string>(),
                   run.record.hyperparameters));
  RunState state = {std::move(found)};
  if (sweep.options().save_weights && state.found.state == RecordState::kPresent) {
    absl::Status status = CheckWeights(sweep, *state.found.record, store);
    if (absl::IsNotFound(status)) {
      state.found.state = RecordState::kIncomplete;
      state.found.problem = std::string(status.message());
    } else if (!status.ok()) {
      return status;
    }
  }
  const std::optional<RunRecord>& record = state.found.record;
  if (record.has_value() && record->network != run.record.network) {
    return absl::InvalidArgumentError(absl::StrCat(
        RecordPath(store.results_dir(), run.record.run_id), ": --net=", run.record.variant,
        " is another network there, ", Quoted(record->network), " and not ",
        Quoted(run.record.network), "; give it another name, or choose another --results_dir"));
  }
  if (sweep.options().save_outputs && state.found.state == RecordState::kPresent &&
      record->status == "ok" && ArtifactDigests(*record).count(kOutputs) == 0) {
    state.found.state = RecordState::kIncomplete;
    state.found.problem = absl::StrCat(RecordPath(store.results_dir(), run.record.run_id),
                                       ": was made without --save_outputs");
  }
  if (state.found.state == RecordState::kPresent &&
      !HasReceiptAsAsked(*record, store, sweep.options().receipts)) {
    state.found.state = RecordState::kIncomplete;
    state.found.problem =
        absl::StrCat(RecordPath(store.results_dir(), run.record.run_id),
                     ": was made without --receipts=", NameOf(*sweep.options().receipts));
  }
  state.to_run = sweep.options().force || state.found.state != RecordState::kPresent;
  return state;
}

void ExecuteCohort(const Sweep& sweep, const std::vector<uint32_t>& cohort, Store* store,
                   const std::function<bool()>& keep_going, const OnTrained& on_trained,
                   const std::function<bool(const absl::StatusOr<RunRecord>&)>& on_ended) {
  const auto start = std::chrono::steady_clock::now();
  const ContractFloatingPoint floating_point;  // for the data too
  std::vector<uint32_t> places;
  std::vector<RunAtWork> runs;
  for (const uint32_t i : cohort) {
    PlannedRun run = sweep[i];
    std::optional<ReceiptEvery> receipt = sweep.options().receipts;
    if (store != nullptr) {
      absl::StatusOr<RunState> state = FindRun(sweep, run, *store);
      if (!state.ok()) {
        on_ended(state.status());
        return;
      }
      if (!state->to_run) {
        absl::StatusOr<RunRecord> record = *std::move(state->found.record);
        const std::vector<std::string> folders = store->FoldersOf(*record);
        const absl::Status status = SyncFolders({folders.begin(), folders.end()});
        if (!status.ok()) record = status;
        if (!on_ended(record)) return;
        continue;
      }
      if (state->found.record.has_value() && !ArtifactDigests(*state->found.record).empty()) {
        run.makes_artifacts = true;
        run.saves_weights = run.saves_weights || HasWeights(*state->found.record);
        receipt = ReceiptToMake(*state->found.record, *store, receipt);
      }
    }
    places.push_back(i);
    runs.push_back(RunWithData(sweep, std::move(run)));
    if (store != nullptr && receipt.has_value()) {
      runs.back().receipt = std::make_unique<ReceiptWriter>(*receipt);
    }
  }
  std::optional<RunCheckpoints> checkpoints;
  Checkpointing checkpointing;
  if (store != nullptr && runs.size() == 1 && runs[0].task.ok()) {
    checkpoints.emplace(sweep, runs[0].planned, *store);
    checkpointing = checkpoints->Of(*runs[0].task, runs[0].receipt.get());
    runs[0].checkpoints = &checkpointing;
  }
  TrainRuns(absl::MakeSpan(runs), keep_going);
  if (checkpoints.has_value() && !checkpoints->status().ok()) {
    on_ended(checkpoints->status());
    return;
  }
  const double wall_s = SecondsSince(start) / static_cast<double>(runs.size());
  for (size_t i = 0; i < runs.size(); ++i) {
    absl::StatusOr<RunRecord> record = StoreRun(sweep, runs[i], wall_s, store);
    if (record.ok() && checkpoints.has_value()) {
      if (const absl::Status removed = checkpoints->Remove(); !removed.ok()) record = removed;
    }
    if (record.ok() && on_trained != nullptr) {
      const absl::Status taken = Guarded([&]() -> absl::Status {
        return on_trained(places[i], *runs[i].task, *std::move(runs[i].result));
      });
      if (!taken.ok()) {
        record = absl::AbortedError(absl::StrCat(record->run_id, ": ", taken.message()));
      }
    }
    if (!on_ended(record)) return;
  }
}

absl::Status ExecuteRuns(const Sweep& sweep, const std::vector<uint32_t>& to_run, Store* store,
                         const std::function<bool()>& keep_going,
                         const std::function<void(const RunRecord&)>& on_finished,
                         const std::function<void(const std::string&)>& on_failed,
                         const OnTrained& on_trained) {
  std::atomic<bool> ended{false};
  std::mutex mutex;  // guards what follows, and calls of on_finished and on_failed
  absl::Status first_error;
  int failed = 0;
  const auto go_on = [&] { return !ended && keep_going(); };
  const auto on_ended = [&](const absl::StatusOr<RunRecord>& record) {
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
  };
  const std::vector<std::vector<uint32_t>> cohorts = FormCohorts(sweep, to_run);
  RunInParallel(cohorts.size(), sweep.options().jobs, [&](size_t i) {
    if (!go_on()) return false;
    ExecuteCohort(sweep, cohorts[i], store, go_on, on_trained, on_ended);
    return !ended;
  });
  if (!keep_going()) return absl::CancelledError("interrupted");
  if (!first_error.ok() || failed == 0) return first_error;
  return absl::AbortedError(absl::StrCat(failed, " of ", to_run.size(),
                                         " runs failed; the same command tries them again"));
}

}  // namespace tenfold
