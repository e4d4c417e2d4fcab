#include "experiments/records/store/checkpoint.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "base/text/bounded_json.h"
#include "base/text/digest.h"
#include "engine/framework/safetensors.h"
#include "engine/framework/state_tensors.h"

namespace tenfold {
namespace {

// Members of a file's metadata.
constexpr char kKey[] = "key", kProgress[] = "progress", kReceipt[] = "receipt",
               kChecksum[] = "checksum";

// From the results folder on.
std::string PathOf(const std::string& run_id) {
  return absl::StrCat(kCheckpointsFolder, "/", run_id, kCheckpointEnding);
}

// SHA-256 of all but the checksum.
absl::StatusOr<std::string> ChecksumOf(Safetensors file) {
  file.metadata.erase(kChecksum);
  TENFOLD_ASSIGN_OR_RETURN(const std::string bytes, SafetensorsFile(file));
  return Sha256Hex(bytes);
}

absl::Status Damaged(absl::string_view path, absl::string_view what) {
  return absl::DataLossError(absl::StrCat(path, ": ", what));
}

// DataLoss if the file is not whole; NotFound if there is none.
absl::StatusOr<Safetensors> ReadWhole(const std::string& results_dir, const std::string& path) {
  const absl::StatusOr<std::string> bytes = ReadFileBelow(results_dir, path, kMaxSafetensorsBytes);
  if (absl::IsOutOfRange(bytes.status())) return absl::DataLossError(bytes.status().message());
  if (!bytes.ok()) return bytes.status();
  const std::string name = absl::StrCat(results_dir, "/", path);
  absl::StatusOr<Safetensors> file = ParseSafetensors(*bytes, name);
  if (!file.ok()) return absl::DataLossError(file.status().message());
  const absl::StatusOr<std::string> checksum = ChecksumOf(*file);
  if (!checksum.ok() || file->metadata[kChecksum] != *checksum) {
    return Damaged(name, "not what its checksum says: damaged, or edited");
  }
  return file;
}

absl::StatusOr<TrainingProgress> ProgressOf(const Safetensors& file, const NetworkInfo& info,
                                            const OptimizerOptions& optimizer,
                                            const std::string& name) {
  TrainingProgress progress;
  TENFOLD_ASSIGN_OR_RETURN(progress.state, TrainingStateOf(file, info, optimizer, name));
  const auto text = file.metadata.find(kProgress);
  if (text == file.metadata.end()) return absl::InvalidArgumentError("no progress");
  TENFOLD_ASSIGN_OR_RETURN(const auto json, ParseBoundedJson(text->second));
  try {
    json.at("train_loss").get_to(progress.train_loss);
    json.at("first_losses").get_to(progress.first_losses);
    json.at("training_time_s").get_to(progress.training_time_s);
  } catch (const nlohmann::json::exception& exception) {
    return absl::InvalidArgumentError(exception.what());
  }
  const auto receipt = file.metadata.find(kReceipt);
  if (receipt != file.metadata.end()) progress.receipt = receipt->second;
  return progress;
}

}  // namespace

std::string CheckpointPath(const std::string& results_dir, const std::string& run_id) {
  return absl::StrCat(results_dir, "/", PathOf(run_id));
}

absl::Status WriteCheckpoint(const std::string& results_dir, const std::string& run_id,
                             const std::string& key, const NetworkInfo& info,
                             const TrainingProgress& progress) {
  Safetensors file = TrainingStateFile(info, progress.state);
  file.metadata[kKey] = key;
  file.metadata[kProgress] = nlohmann::json{
      {"train_loss", progress.train_loss},
      {"first_losses", progress.first_losses},
      {"training_time_s",
       progress.training_time_s}}.dump();
  if (!progress.receipt.empty()) file.metadata[kReceipt] = progress.receipt;
  TENFOLD_ASSIGN_OR_RETURN(file.metadata[kChecksum], ChecksumOf(file));
  TENFOLD_ASSIGN_OR_RETURN(const std::string bytes, SafetensorsFile(file));
  const std::string path = CheckpointPath(results_dir, run_id);
  TENFOLD_RETURN_IF_ERROR(CreateFolders(FolderOf(path)));
  return WriteFileAtomically(path, bytes);
}

absl::StatusOr<TrainingProgress> ReadCheckpoint(const std::string& results_dir,
                                                const std::string& run_id, const std::string& key,
                                                const NetworkInfo& info,
                                                const OptimizerOptions& optimizer) {
  TENFOLD_ASSIGN_OR_RETURN(Safetensors file, ReadWhole(results_dir, PathOf(run_id)));
  const std::string path = CheckpointPath(results_dir, run_id);
  if (file.metadata[kKey] != key) {
    return absl::FailedPreconditionError(absl::StrCat(path, ": of a run with another key"));
  }
  absl::StatusOr<TrainingProgress> progress = ProgressOf(file, info, optimizer, path);
  if (!progress.ok()) return Damaged(path, "is of no training of this network");
  return progress;
}

absl::Status RemoveCheckpoint(const std::string& results_dir, const std::string& run_id) {
  const std::string path = CheckpointPath(results_dir, run_id);
  if (unlink(path.c_str()) == 0 || errno == ENOENT || errno == ENOTDIR) return absl::OkStatus();
  return absl::InternalError(absl::StrCat(path, ": cannot remove: ", std::strerror(errno)));
}

absl::Status CheckCheckpoint(const std::string& results_dir, const std::string& path) {
  return ReadWhole(results_dir, path).status();
}

}  // namespace tenfold
