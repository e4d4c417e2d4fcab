#include "experiments/records/store/check.h"

#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "base/temporary_name.h"
#include "base/text/quoted.h"
#include "experiments/records/artifacts.h"
#include "experiments/records/record_files.h"
#include "experiments/records/record_identity.h"
#include "experiments/records/results_folder.h"
#include "experiments/records/run_id.h"
#include "experiments/records/sealed_record.h"
#include "experiments/records/store/checkpoint.h"
#include "experiments/records/store/store.h"

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
    std::set<std::string> files;
    std::map<std::string, std::string> misplaced;  // path -> why
    absl::Status status = Walk(folder_, [&](const std::string& path, EntryKind kind) {
      const std::string why = WhyMisplaced(path, kind);
      if (!why.empty()) {
        misplaced[path] = why;
      } else if (kind == EntryKind::kFile) {
        files.insert(path);
      } else if (!IsReserved(path)) {
        folders_.insert(path);
      }
    });
    if (!status.ok()) return status;
    for (const std::string& file : files) {
      if (IsInTheWay(file, files)) misplaced[file] = "a file where a folder belongs";
    }
    // First, so that nothing is looked at or moved through a link; and before the others what is
    // called as the folder into which they go.
    for (const bool in_the_way : {true, false}) {
      for (const auto& [path, why] : misplaced) {
        if ((path == kForeign) != in_the_way) continue;
        if (status = Add(kForeign, path, why, kForeign); !status.ok()) return status;
      }
    }
    for (const std::string& file : files) {
      if (IsBelow(file, misplaced)) continue;
      if (status = CheckFile(file); !status.ok()) return status;
    }
    return SyncFolders();
  }

  std::vector<StoreProblem> problems;

 private:
  // Whether a path or a folder on the way to it is among the misplaced ones.
  static bool IsBelow(const std::string& path,
                      const std::map<std::string, std::string>& misplaced) {
    for (size_t end = path.size(); end != path.npos; end = path.rfind('/', end - 1)) {
      if (misplaced.count(path.substr(0, end)) > 0) return true;
    }
    return false;
  }

  // Whether a folder that is reserved, or a run's below it, would have to be where a file is.
  bool IsInTheWay(const std::string& file, const std::set<std::string>& files) const {
    const size_t slash = file.find('/');
    const std::string top = file.substr(0, slash);
    if (!IsReserved(top + "/") || top == "report") return false;
    if (slash == std::string::npos) return true;
    const std::string below = file.substr(slash + 1);
    if (top == kForeign) return false;
    const bool is_folder = folders_.count(below) > 0;
    if (top != "artifacts") return is_folder;
    return is_folder || !absl::StrContains(below, '/') ||
           files.count(below + std::string(kRecordEnding)) > 0;
  }

  absl::Status CheckFile(const std::string& file) {
    const std::string path = absl::StrCat(folder_, "/", file);
    if (IsLeftover(path)) return Add("leftover", file, "left half written", kCorrupt);
    if (absl::StartsWith(file, absl::StrCat(kCheckpointsFolder, "/")))
      return CheckCheckpointOf(file);
    if (IsConflict(file)) {
      absl::string_view run_id = absl::StripSuffix(file, kRecordEnding);
      run_id.remove_prefix(sizeof(kConflictingFolder));
      run_id = run_id.substr(0, run_id.rfind('.'));
      return Add("conflict", file,
                 absl::StrCat("run \"", absl::CHexEscape(run_id),
                              "\" was made with other bits by the same key; a person decides: "
                              "store settle DIR RUN_ID"),
                 "");
    }
    if (file[file.rfind('/') + 1] == '.' || IsReserved(file)) return absl::OkStatus();
    if (!absl::EndsWith(file, kRecordEnding)) {
      return Add(kForeign, file, "no run record by its name", kForeign);
    }
    const std::string run_id(absl::StripSuffix(file, kRecordEnding));
    if (absl::Status status = CheckRunId(run_id); !status.ok()) {
      return Add(kForeign, file, status.message(), kForeign);
    }
    return CheckRecord(file, run_id);
  }

  absl::Status CheckCheckpointOf(const std::string& file) {
    absl::string_view run_id = file;
    run_id.remove_prefix(sizeof(kCheckpointsFolder));
    if (!absl::ConsumeSuffix(&run_id, kCheckpointEnding)) {
      return Add(kForeign, file, "no checkpoint by its name", kForeign);
    }
    std::error_code error;
    if (fs::exists(RecordPath(folder_, std::string(run_id)), error)) {
      return Add("leftover", file, "a checkpoint of a run whose record is there", kCorrupt);
    }
    const absl::Status status = CheckCheckpoint(folder_, file);
    if (!absl::IsDataLoss(status)) return absl::IsNotFound(status) ? absl::OkStatus() : status;
    return Add(kCorrupt, file, "no whole checkpoint", kCorrupt);
  }

  absl::Status CheckRecord(const std::string& file, const std::string& run_id) {
    const absl::StatusOr<std::string> text = ReadFileBelow(folder_, file, kMaxRecordBytes);
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
      const bool is_there =
          CheckRunId(record->run_id).ok() && ReadRecord(folder_, record->run_id).ok();
      return Add(is_there ? "duplicate" : kForeign, file,
                 absl::StrCat("the record of run \"", absl::CHexEscape(record->run_id), "\"",
                              is_there ? ", which is there too" : ""),
                 kForeign);
    }
    if (absl::Status status = CheckIdentity(*record); !status.ok()) {
      return Add(kCorrupt, file, status.message(), kCorrupt);
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
      if (absl::IsNotFound(status) || absl::IsFailedPrecondition(status)) {
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

  // Moves it below `aside` if it is to be repaired and `aside` is not "".
  absl::Status Add(absl::string_view kind, const std::string& path, absl::string_view what,
                   const std::string& aside) {
    problems.push_back({std::string(kind), absl::StrCat(folder_, "/", absl::CHexEscape(path)),
                        std::string(what), ""});
    if (!repair_ || aside.empty()) return absl::OkStatus();
    std::string from = absl::StrCat(folder_, "/", path);
    if (path == aside) {  // what is in the way of the folder into which it is to go
      const std::string free = TemporaryName(from);
      TENFOLD_RETURN_IF_ERROR(MoveFile(from, free));
      from = free;
    }
    const absl::StatusOr<std::string> moved =
        PutAside(folder_, aside, path, [&](const std::string& to) {
          std::error_code error;
          fs::rename(from, to, error);
          if (!error) return absl::OkStatus();
          return absl::InternalError(
              absl::StrCat(from, ": cannot move to ", to, ": ", error.message()));
        });
    if (!moved.ok()) return moved.status();
    unsynced_to_.insert(FolderOf(*moved));
    unsynced_from_.insert(FolderOf(from));
    problems.back().set_aside = absl::CHexEscape(*moved);
    if (++set_aside_ % kFilesPerSync != 0) return absl::OkStatus();
    on_progress_(set_aside_);
    return SyncFolders();
  }

  // Where files came from last: a file is never in neither of its folders.
  absl::Status SyncFolders() {
    for (std::set<std::string>* folders : {&unsynced_to_, &unsynced_from_}) {
      for (const std::string& folder : *folders) {
        TENFOLD_RETURN_IF_ERROR(SyncFolder(folder));
      }
      folders->clear();
    }
    return absl::OkStatus();
  }

  const std::string folder_;
  const std::function<bool(const RunRecord&)>& is_stale_;
  const bool repair_;
  std::set<std::string> folders_;  // those that are not reserved
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
  TENFOLD_ASSIGN_OR_RETURN(const Descriptor lock, repair ? LockFolder(folder) : Descriptor());
  Checker checker(folder, is_stale, repair, on_progress);
  TENFOLD_RETURN_IF_ERROR(checker.Run());
  return std::move(checker.problems);
}

}  // namespace tenfold
