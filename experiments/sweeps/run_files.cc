#include "experiments/sweeps/run_files.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "base/text/digest.h"
#include "engine/framework/safetensors.h"
#include "engine/framework/state_tensors.h"
#include "engine/network/network_text.h"
#include "experiments/records/artifacts.h"
#include "experiments/records/npy.h"
#include "experiments/records/saved_weights.h"

namespace tenfold {
namespace {

// Folders within a run's folder of artifacts: a .npy file for each parameter.
constexpr char kInitialWeights[] = "initial_weights/";
constexpr char kFinalWeights[] = "final_weights/";

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

absl::Status WriteFiles(const RunAtWork& run, const std::vector<Artifact>& artifacts,
                        const Store& store, RunRecord& record) {
  for (const auto& [name, content] : artifacts) {
    TENFOLD_RETURN_IF_ERROR(WriteArtifact(store, name, content, record));
  }
  if (run.receipt != nullptr) {
    TENFOLD_RETURN_IF_ERROR(WriteArtifact(store, kReceiptFile, run.receipt->text(), record));
  }
  for (const auto& [name, content] : run.states) {
    TENFOLD_RETURN_IF_ERROR(WriteArtifact(store, name, content, record));
  }
  if (!run.planned.saves_weights) return absl::OkStatus();
  TENFOLD_RETURN_IF_ERROR(
      WriteWeights(store, kInitialWeights, *run.task, run.result->initial_weights, record));
  return WriteWeights(store, kFinalWeights, *run.task, run.result->final_weights, record);
}

}  // namespace tenfold
