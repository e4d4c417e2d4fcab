#include "experiments/sweeps/execution.h"

#include <atomic>
#include <chrono>
#include <exception>
#include <map>
#include <mutex>
#include <new>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "base/files.h"
#include "base/parallel.h"
#include "base/status_macros.h"
#include "base/text/digest.h"
#include "base/text/quoted.h"
#include "engine/numerics/floating_point_environment.h"
#include "experiments/records/artifacts.h"
#include "experiments/records/npy.h"
#include "experiments/sweeps/weights_digest.h"

namespace tenfold {
namespace {

// Folders within a run's folder of artifacts.
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

absl::Status WriteWeights(const Store& store, const char* part, const NetworkInfo& info,
                          const std::vector<std::vector<float>>& weights, RunRecord& record) {
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
  TENFOLD_ASSIGN_OR_RETURN(TrainingTask task, sweep.experiment().MakeTask(
                                                  record.variant, sweep.options().hyperparameters));
  TENFOLD_ASSIGN_OR_RETURN(const NetworkInfo info, Analyze(task.network));
  const std::map<std::string, std::string> listed = ArtifactDigests(record);
  for (const ParameterInfo& parameter : info.parameters) {
    for (const char* part : {kInitialWeights, kFinalWeights}) {
      const std::string name = WeightsName(part, parameter);
      if (listed.count(name) > 0) continue;
      return absl::NotFoundError(absl::StrCat(ArtifactFolder(store.results_dir(), record.run_id),
                                              "/", name,
                                              ": the run's record lists no such file of weights"));
    }
  }
  return absl::OkStatus();
}

// Whether a run has weights that its record lists.
bool HasWeights(const RunRecord& record) {
  const std::map<std::string, std::string> listed = ArtifactDigests(record);
  const auto first = listed.lower_bound(kFinalWeights);
  return first != listed.end() && absl::StartsWith(first->first, kFinalWeights);
}

// What a library throws, and memory that runs out, are errors of this run alone.
template <typename Work>
auto Guarded(const Work& work) -> decltype(work()) try {
  return work();
} catch (const std::bad_alloc&) {
  return absl::ResourceExhaustedError("out of memory; fewer --jobs need less at a time");
} catch (const std::exception& exception) {
  const std::vector<std::string> lines = absl::StrSplit(exception.what(), '\n');
  return absl::InternalError(absl::StrCat("a library failed: ", lines.front()));
}

std::vector<Artifact> MakeArtifacts(const Sweep& sweep, const PlannedRun& run,
                                    const TrainedRun& trained) {
  std::vector<Artifact> artifacts;
  if (trained.result.diverged_step.has_value()) return artifacts;
  if (run.makes_artifacts) {
    artifacts = sweep.experiment().MakeArtifacts(sweep.options().hyperparameters, trained.task,
                                                 trained.result);
  }
  if (sweep.options().save_outputs) {
    artifacts.emplace_back(kOutputs, OutputsCsv(trained.task, trained.result));
  }
  return artifacts;
}

// Lists the artifacts in the record.
absl::Status WriteFiles(const PlannedRun& run, const TrainedRun& trained,
                        const std::vector<Artifact>& artifacts, const Store& store,
                        RunRecord& record) {
  for (const auto& [name, content] : artifacts) {
    TENFOLD_RETURN_IF_ERROR(WriteArtifact(store, name, content, record));
  }
  if (!run.saves_weights) return absl::OkStatus();
  const absl::StatusOr<NetworkInfo> info = Analyze(trained.task.network);
  absl::Status status =
      WriteWeights(store, kInitialWeights, *info, trained.result.initial_weights, record);
  if (!status.ok()) return status;
  return WriteWeights(store, kFinalWeights, *info, trained.result.final_weights, record);
}

void AddResult(const TrainingResult& result, RunRecord& record) {
  record.train_loss = result.train_loss;
  record.first_losses = result.first_losses;
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

}  // namespace

absl::StatusOr<TrainedRun> TrainRun(const Sweep& sweep, const PlannedRun& run,
                                    const std::function<bool()>& keep_going) {
  return Guarded([&]() -> absl::StatusOr<TrainedRun> {
    const ContractFloatingPoint floating_point;  // for the data too
    TENFOLD_ASSIGN_OR_RETURN(
        TrainingTask task,
        sweep.experiment().MakeTask(run.record.variant, sweep.options().hyperparameters));
    TENFOLD_RETURN_IF_ERROR(
        sweep.experiment().DrawData(sweep.options().hyperparameters, run.record.seed, task));
    TENFOLD_ASSIGN_OR_RETURN(TrainingResult result,
                             Train(task, run.record.seed, *run.engine, keep_going));
    return TrainedRun{std::move(task), std::move(result)};
  });
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
  state.to_run = sweep.options().force || state.found.state != RecordState::kPresent;
  return state;
}

absl::StatusOr<RunRecord> ExecuteRun(const Sweep& sweep, PlannedRun run, Store* store,
                                     const std::function<bool()>& keep_going,
                                     const OnTrained& on_trained) {
  const auto start = std::chrono::steady_clock::now();
  const ContractFloatingPoint floating_point;  // for the data too
  if (store != nullptr) {
    TENFOLD_ASSIGN_OR_RETURN(RunState state, FindRun(sweep, run, *store));
    if (!state.to_run) {
      const std::vector<std::string> folders = store->FoldersOf(*state.found.record);
      TENFOLD_RETURN_IF_ERROR(SyncFolders({folders.begin(), folders.end()}));
      return *std::move(state.found.record);
    }
    if (state.found.record.has_value() && !ArtifactDigests(*state.found.record).empty()) {
      run.makes_artifacts = true;
      run.saves_weights = run.saves_weights || HasWeights(*state.found.record);
    }
  }
  absl::StatusOr<TrainedRun> trained = TrainRun(sweep, run, keep_going);
  if (absl::IsCancelled(trained.status())) return trained.status();
  absl::StatusOr<std::vector<Artifact>> artifacts;
  if (trained.ok() && store != nullptr) {
    artifacts = Guarded([&]() -> absl::StatusOr<std::vector<Artifact>> {
      return MakeArtifacts(sweep, run, *trained);
    });
  }
  const absl::Status made =
      store == nullptr || !trained.ok() ? trained.status() : artifacts.status();
  const auto failed = [&](const absl::Status& status) {
    return absl::AbortedError(absl::StrCat(run.record.run_id, ": ", status.message()));
  };
  if (!made.ok()) {
    if (store != nullptr) {
      TENFOLD_RETURN_IF_ERROR(store->WriteFailure(run.record.run_id, made.message()));
    }
    return failed(made);
  }
  RunRecord record = run.record;
  AddResult(trained->result, record);
  if (store != nullptr) {
    // Before the files of the record that is there are written over.
    TENFOLD_RETURN_IF_ERROR(store->RefuseConflict(record));
    TENFOLD_RETURN_IF_ERROR(WriteFiles(run, *trained, *artifacts, *store, record));
  }
  if (!sweep.options().build_action) {
    record.timing["training_time_s"] = trained->result.training_time_s;
    record.timing["wall_time_s"] =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  if (store != nullptr) {
    TENFOLD_RETURN_IF_ERROR(store->Write(record, sweep.options().force));
  }
  if (on_trained != nullptr) {
    const absl::Status status = Guarded(
        [&]() -> absl::Status { return on_trained(trained->task, std::move(trained->result)); });
    if (!status.ok()) return failed(status);
  }
  return record;
}

absl::Status ExecuteRuns(
    const Sweep& sweep, const std::vector<uint32_t>& to_run, Store* store,
    const std::function<bool()>& keep_going,
    const std::function<void(const RunRecord&)>& on_finished,
    const std::function<void(const std::string&)>& on_failed,
    const std::function<absl::Status(uint32_t, const TrainingTask&, TrainingResult)>& on_trained) {
  std::atomic<bool> ended{false};
  std::mutex mutex;  // guards what follows, and calls of on_finished and on_failed
  absl::Status first_error;
  int failed = 0;
  const auto go_on = [&] { return !ended && keep_going(); };
  RunInParallel(to_run.size(), sweep.options().jobs, [&](size_t i) {
    if (!go_on()) return false;
    OnTrained on_this_trained;
    if (on_trained != nullptr) {
      on_this_trained = [&](const TrainingTask& task, TrainingResult result) {
        return on_trained(to_run[i], task, std::move(result));
      };
    }
    const absl::StatusOr<RunRecord> record =
        ExecuteRun(sweep, sweep[to_run[i]], store, go_on, on_this_trained);
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
