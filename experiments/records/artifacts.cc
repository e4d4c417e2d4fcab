#include "experiments/records/artifacts.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "base/text/digest.h"
#include "experiments/records/results_folder.h"

namespace tenfold {
namespace {

bool IsArtifactName(absl::string_view name) {
  const std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
  return std::none_of(parts.begin(), parts.end(),
                      [](absl::string_view part) { return part.empty() || part[0] == '.'; });
}

// From the results folder on.
std::string PathOf(const std::string& run_id, const std::string& name) {
  return absl::StrCat("artifacts/", run_id, "/", name);
}

}  // namespace

std::string ArtifactFolder(const std::string& results_dir, const std::string& run_id) {
  return absl::StrCat(results_dir, "/artifacts/", run_id);
}

std::map<std::string, std::string> ArtifactDigests(const RunRecord& record) {
  std::map<std::string, std::string> digests;
  const auto listed = record.provenance.find(kArtifactsMember);
  if (listed == record.provenance.end() || !listed->is_object()) return digests;
  for (const auto& [name, digest] : listed->items()) {
    if (IsArtifactName(name) && digest.is_string()) digests[name] = digest.get<std::string>();
  }
  return digests;
}

absl::StatusOr<std::vector<std::string>> FindArtifacts(const std::string& results_dir,
                                                       const std::string& run_id) {
  const std::string folder = ArtifactFolder(results_dir, run_id);
  std::vector<std::string> names;
  std::error_code error;
  if (!std::filesystem::exists(folder, error)) return names;
  absl::Status refused;
  const absl::Status walked = Walk(folder, [&](const std::string& name, EntryKind kind) {
    const std::string path = PathOf(run_id, name);
    if (kind == EntryKind::kFolder) return;
    if (kind != EntryKind::kFile) {
      refused = Misplaced(results_dir, path, kind);
    } else if (name[name.rfind('/') + 1] != '.') {
      names.push_back(path);
    }
  });
  if (!walked.ok()) return walked;
  if (!refused.ok()) return refused;
  std::sort(names.begin(), names.end());
  return names;
}

absl::StatusOr<std::string> ReadArtifact(const std::string& results_dir, const std::string& run_id,
                                         const std::string& name) {
  const std::string path = PathOf(run_id, name);
  absl::StatusOr<std::string> bytes = ReadFileBelow(results_dir, path, kMaxArtifactBytes);
  if (absl::IsNotFound(bytes.status())) {
    return absl::NotFoundError(absl::StrCat(results_dir, "/", path, ": no such file"));
  }
  return bytes;
}

absl::Status CheckArtifact(const std::string& results_dir, const std::string& run_id,
                           const std::string& name, const std::string& digest) {
  const absl::StatusOr<std::string> bytes = ReadArtifact(results_dir, run_id, name);
  if (absl::IsOutOfRange(bytes.status())) return absl::DataLossError(bytes.status().message());
  if (!bytes.ok()) return bytes.status();
  if (Sha256Hex(*bytes) == digest) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat(results_dir, "/", PathOf(run_id, name),
                                          ": not what its run's record says: damaged, or edited"));
}

absl::Status CheckArtifacts(const std::string& results_dir, const RunRecord& record) {
  for (const auto& [name, digest] : ArtifactDigests(record)) {
    TENFOLD_RETURN_IF_ERROR(CheckArtifact(results_dir, record.run_id, name, digest));
  }
  return absl::OkStatus();
}

}  // namespace tenfold
