#include "experiments/records/artifacts.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/digest.h"
#include "base/files.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

}  // namespace

std::string ArtifactFolder(const std::string& results_dir, const std::string& run_id) {
  return absl::StrCat(results_dir, "/artifacts/", run_id);
}

std::map<std::string, std::string> ArtifactDigests(const RunRecord& record) {
  std::map<std::string, std::string> digests;
  const auto listed = record.provenance.find(kArtifactsMember);
  if (listed == record.provenance.end() || !listed->is_object()) return digests;
  for (const auto& [name, digest] : listed->items()) {
    const bool is_name = !name.empty() && name[0] != '.' && !absl::StrContains(name, '/');
    if (is_name && digest.is_string()) digests[name] = digest.get<std::string>();
  }
  return digests;
}

absl::StatusOr<std::vector<std::string>> FindArtifacts(const std::string& results_dir,
                                                       const std::string& run_id) {
  const std::string folder = ArtifactFolder(results_dir, run_id);
  std::vector<std::string> names;
  std::error_code error;
  if (!fs::exists(folder, error)) return names;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const bool is_folder = fs::is_directory(entry->symlink_status(error));
    if (is_folder || absl::StartsWith(entry->path().filename().string(), ".")) continue;
    names.push_back(entry->path().lexically_relative(results_dir).string());
  }
  if (error) {
    return absl::InternalError(absl::StrCat(folder, ": cannot be searched: ", error.message()));
  }
  std::sort(names.begin(), names.end());
  return names;
}

absl::Status CheckArtifact(const std::string& results_dir, const std::string& run_id,
                           const std::string& name, const std::string& digest) {
  const std::string path = absl::StrCat(ArtifactFolder(results_dir, run_id), "/", name);
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return absl::NotFoundError(path + ": no such file");
  const absl::StatusOr<std::string> bytes = ReadFile(path, kMaxArtifactBytes);
  if (absl::IsOutOfRange(bytes.status())) return absl::DataLossError(bytes.status().message());
  if (!bytes.ok()) return bytes.status();
  if (Sha256Hex(*bytes) == digest) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat(path, ": not what its run's record says: damaged, or edited"));
}

absl::Status CheckArtifacts(const std::string& results_dir, const RunRecord& record) {
  for (const auto& [name, digest] : ArtifactDigests(record)) {
    absl::Status status = CheckArtifact(results_dir, record.run_id, name, digest);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace tenfold
