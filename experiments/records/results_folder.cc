#include "experiments/records/results_folder.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/files.h"
#include "base/text/quoted.h"
#include "experiments/records/record_files.h"
#include "experiments/records/run_id.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

bool IsNoFolderNorFile(EntryKind kind) {
  return kind == EntryKind::kLink || kind == EntryKind::kOther;
}

}  // namespace

bool IsReserved(absl::string_view path) {
  const size_t slash = path.find('/');
  return slash != absl::string_view::npos &&
         std::find(kReservedFolders.begin(), kReservedFolders.end(), path.substr(0, slash)) !=
             kReservedFolders.end();
}

std::string WhyMisplaced(absl::string_view path, EntryKind kind) {
  if (absl::StartsWith(path, "foreign/")) return "";
  if (kind == EntryKind::kLink) return "a symbolic link";
  if (kind == EntryKind::kOther) return "neither a folder nor a file";
  if (kind == EntryKind::kFile || absl::StartsWith(path, "report/")) return "";
  for (const char* ending : {".csv", ".json", ".npy", ".safetensors", ".txt"}) {
    if (absl::EndsWith(path, ending)) return "a folder where a file belongs";
  }
  return "";
}

absl::Status Misplaced(const std::string& results_dir, absl::string_view path, EntryKind kind) {
  return absl::FailedPreconditionError(absl::StrCat(results_dir, "/", absl::CHexEscape(path), ": ",
                                                    WhyMisplaced(path, kind), kMisplacedAdvice));
}

absl::Status WalkResults(
    const std::string& results_dir,
    const std::function<void(const std::string& path, EntryKind kind)>& visit) {
  std::string first;
  EntryKind first_kind = EntryKind::kFile;
  const absl::Status walked = Walk(results_dir, [&](const std::string& path, EntryKind kind) {
    if (!IsNoFolderNorFile(kind)) return visit(path, kind);
    if (WhyMisplaced(path, kind).empty() || (!first.empty() && first < path)) return;
    first = path;
    first_kind = kind;
  });
  if (!walked.ok() || first.empty()) return walked;
  return Misplaced(results_dir, first, first_kind);
}

absl::StatusOr<std::string> PutAside(
    const std::string& results_dir, absl::string_view folder, absl::string_view path,
    const std::function<absl::Status(const std::string& free)>& put) {
  const std::string below = FolderOf(absl::StrCat(folder, "/", path));
  std::string reached;
  for (absl::string_view name : absl::StrSplit(below, '/')) {
    absl::StrAppend(&reached, reached.empty() ? "" : "/", name);
    std::error_code error;
    const auto status = fs::symlink_status(absl::StrCat(results_dir, "/", reached), error);
    if (fs::is_symlink(status)) {
      return absl::FailedPreconditionError(absl::StrCat(results_dir, "/", absl::CHexEscape(reached),
                                                        ": a symbolic link; expected a folder"));
    }
  }
  absl::string_view stem = path;
  const bool is_record = absl::ConsumeSuffix(&stem, kRecordEnding);
  for (int number = 0;; ++number) {
    const std::string free = absl::StrCat(results_dir, "/", folder, "/", stem, ".", number,
                                          is_record ? kRecordEnding : "");
    std::error_code error;
    if (fs::exists(fs::symlink_status(free, error))) continue;
    absl::Status status = CreateFolders(FolderOf(free));
    if (status.ok()) status = put(free);
    if (status.ok()) return free;
    if (!absl::IsAlreadyExists(status)) return status;
  }
}

bool IsConflict(absl::string_view path) {
  return absl::ConsumePrefix(&path, kConflictingFolder) && absl::StartsWith(path, "/") &&
         absl::EndsWith(path, kRecordEnding);
}

std::string ConflictLine(absl::string_view results_dir, size_t conflicts) {
  return absl::StrCat(PlainLine(results_dir), "/", kConflictingFolder, "/ has ", conflicts,
                      conflicts == 1 ? " record" : " records",
                      " of runs that were made again with other bits: `store check` names them, "
                      "`store settle` settles each (./bazelw run //experiments:store)");
}

}  // namespace tenfold
