#include "experiments/records/store_check.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/files.h"
#include "experiments/records/artifacts.h"
#include "experiments/records/record_files.h"
#include "experiments/records/run_id.h"
#include "experiments/records/sealed_record.h"
#include "experiments/records/store.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

constexpr size_t kFilesPerSync = 10000;

constexpr char kCorrupt[] = "corrupt", kForeign[] = "foreign", kSuperseded[] = "superseded";

class Checker {
 public:
  Checker(std::string folder, const std::function<bool(const RunRecord&)>& is_stale, bool repair,
          const std::function<void(size_t)>& on_progress)
      : folder_(std::move(folder)),
        is_stale_(is_stale),
        repair_(repair),
        on_progress_(on_progress) {}

  absl::Status Run() {
    std::error_code error;
    std::vector<std::string> files;  // from the folder on
    for (fs::recursive_directory_iterator entry(folder_, error), end; !error && entry != end;
         entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      const bool is_folder = fs::is_directory(entry->symlink_status(error));
      if (is_folder && name[0] == '.') entry.disable_recursion_pending();
      if (!is_folder) files.push_back(entry->path().lexically_relative(folder_).string());
    }
    if (error) {
      return absl::InternalError(absl::StrCat(folder_, ": cannot be searched: ", error.message()));
    }
    std::sort(files.begin(), files.end());
    for (const std::string& file : files) {
      if (absl::Status status = CheckFile(file); !status.ok()) return status;
    }
    return SyncFolders();
  }

  std::vector<StoreProblem> problems;

 private:
  absl::Status CheckFile(const std::string& file) {
    const std::string path = absl::StrCat(folder_, "/", file);
    if (IsLeftover(path)) return Add("leftover", file, "left half written", kCorrupt);
    const bool hidden = fs::path(file).filename().string()[0] == '.';
    const std::string top = fs::path(file).begin()->string();
    const bool reserved =
        std::find(kReservedFolders.begin(), kReservedFolders.end(), top) != kReservedFolders.end();
    if (hidden || (reserved && fs::path(file).has_parent_path())) return absl::OkStatus();
    if (!absl::EndsWith(file, kRecordEnding)) {
      return Add(kForeign, file, "no run record by its name", kForeign);
    }
    const std::string run_id(absl::StripSuffix(file, kRecordEnding));
    if (absl::Status status = CheckRunId(run_id); !status.ok()) {
      return Add(kForeign, file, status.message(), kForeign);
    }
    return CheckRecord(file, run_id);
  }

  absl::Status CheckRecord(const std::string& file, const std::string& run_id) {
    const std::string path = absl::StrCat(folder_, "/", file);
    std::error_code error;
    if (!fs::is_regular_file(path, error)) {
      return Add(kForeign, file, "no file, nor a link to one", kForeign);
    }
    const absl::StatusOr<std::string> text = ReadFile(path, kMaxRecordBytes);
    if (absl::IsOutOfRange(text.status())) {
      return Add(kCorrupt, file, "larger than a record may be", kCorrupt);
    }
    if (absl::IsNotFound(text.status()) && !repair_) return absl::OkStatus();  // it has just moved
    if (!text.ok()) return text.status();
    const absl::StatusOr<RunRecord> record = ParseSealedText(*text);
    if (!record.ok()) {
      const bool whole = absl::EndsWith(*text, "}\n");
      return Add(whole ? kCorrupt : "truncated", file, record.status().message(), kCorrupt);
    }
    if (record->run_id != run_id) {
      const std::string own = RecordPath(folder_, record->run_id);
      const bool is_there = CheckRunId(record->run_id).ok() && ReadRecord(own, record->run_id).ok();
      return Add(is_there ? "duplicate" : kForeign, file,
                 absl::StrCat("the record of run \"", absl::CHexEscape(record->run_id), "\"",
                              is_there ? ", which is there too" : ""),
                 kForeign);
    }
    if (is_stale_(*record)) {
      return Add("stale", file, "made by other sources or libraries than the present ones",
                 kSuperseded);
    }
    return CheckArtifactsOf(file, *record);
  }

  absl::Status CheckArtifactsOf(const std::string& file, const RunRecord& record) {
    for (const auto& [name, digest] : ArtifactDigests(record)) {
      const std::string artifact = absl::StrCat("artifacts/", record.run_id, "/", name);
      const absl::Status status = CheckArtifact(folder_, record.run_id, name, digest);
      absl::Status added;
      if (absl::IsNotFound(status)) {
        added = Add("incomplete", file,
                    absl::StrCat(artifact, " is missing; its sweep's command makes it again"), "");
      } else if (absl::IsDataLoss(status)) {
        added = Add(kCorrupt, artifact, "not what its run's record says", kCorrupt);
      } else {
        added = status;
      }
      if (!added.ok()) return added;
    }
    return absl::OkStatus();
  }

  // Moves the file below `aside` if it is to be repaired and `aside` is not "".
  absl::Status Add(absl::string_view kind, const std::string& file, absl::string_view what,
                   absl::string_view aside) {
    problems.push_back({std::string(kind), absl::StrCat(folder_, "/", absl::CHexEscape(file)),
                        std::string(what), ""});
    if (!repair_ || aside.empty()) return absl::OkStatus();
    const bool is_record = absl::EndsWith(file, kRecordEnding);
    const absl::string_view stem = absl::StripSuffix(file, is_record ? kRecordEnding : "");
    std::string path;
    int number = 0;
    std::error_code error;
    do {
      path = absl::StrCat(folder_, "/", aside, "/", stem, ".", number++,
                          is_record ? kRecordEnding : "");
    } while (fs::exists(fs::symlink_status(path, error)));
    const std::string from = absl::StrCat(folder_, "/", file);
    if (absl::Status status = CreateFolders(FolderOf(path)); !status.ok()) return status;
    fs::rename(from, path, error);
    if (error) {
      return absl::InternalError(
          absl::StrCat(from, ": cannot move to ", path, ": ", error.message()));
    }
    unsynced_to_.insert(FolderOf(path));
    unsynced_from_.insert(FolderOf(from));
    problems.back().set_aside = absl::CHexEscape(path);
    if (++set_aside_ % kFilesPerSync != 0) return absl::OkStatus();
    on_progress_(set_aside_);
    return SyncFolders();
  }

  // Where files came from last: a file is never in neither of its folders.
  absl::Status SyncFolders() {
    for (std::set<std::string>* folders : {&unsynced_to_, &unsynced_from_}) {
      for (const std::string& folder : *folders) {
        if (absl::Status status = SyncFolder(folder); !status.ok()) return status;
      }
      folders->clear();
    }
    return absl::OkStatus();
  }

  const std::string folder_;
  const std::function<bool(const RunRecord&)>& is_stale_;
  const bool repair_;
  const std::function<void(size_t)>& on_progress_;
  size_t set_aside_ = 0;
  std::set<std::string> unsynced_to_, unsynced_from_;  // folders in which names have changed
};

}  // namespace

absl::StatusOr<std::vector<StoreProblem>> CheckResults(
    const std::string& folder, const std::function<bool(const RunRecord&)>& is_stale, bool repair,
    const std::function<void(size_t set_aside)>& on_progress) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return NoRecordFolder(folder);
  // No sweep replaces a record meanwhile; who only looks sees one or the other.
  const absl::StatusOr<Descriptor> lock = repair ? LockFolder(folder) : Descriptor();
  if (!lock.ok()) return lock.status();
  Checker checker(folder, is_stale, repair, on_progress);
  if (absl::Status status = checker.Run(); !status.ok()) return status;
  return std::move(checker.problems);
}

}  // namespace tenfold
