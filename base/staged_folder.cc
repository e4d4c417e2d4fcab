#include "base/staged_folder.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "base/temporary_name.h"
#include "base/walk.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

// In the hidden folder.
constexpr char kMark[] = "/made-by-tenfold";
constexpr char kNew[] = "/new";
// What was in place: to be joined by the new files, or to make room for them.
constexpr char kOld[] = "/old", kReplaced[] = "/replaced";

fs::file_type TypeOf(const fs::path& path) {
  std::error_code error;
  return fs::symlink_status(path, error).type();
}

bool IsThere(const fs::path& path) { return TypeOf(path) != fs::file_type::not_found; }
bool IsFolder(const fs::path& path) { return TypeOf(path) == fs::file_type::directory; }

std::vector<fs::path> Entries(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    entries.push_back(entry->path());
  }
  return entries;
}

// Whether two folders have changed places, in one step.
bool Exchange(const std::string& a, const std::string& b) {
  int result;
  do {
    result = renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE);
  } while (result != 0 && errno == EINTR);
  return result == 0;
}

// Brings from one folder to another the files that are not there, by LinkFile or MoveFile.
absl::Status BringOthers(const fs::path& from, const fs::path& to,
                         absl::Status (*bring)(const std::string&, const std::string&)) {
  for (const fs::path& entry : Entries(from)) {
    const fs::path place = to / entry.filename();
    std::error_code error;
    if (IsFolder(entry) && !IsThere(place)) {
      fs::create_directory(place, entry, error);  // with its permissions
    }
    if (error) return absl::ErrnoToStatus(error.value(), place.string());
    if (IsFolder(entry) && IsFolder(place)) {
      TENFOLD_RETURN_IF_ERROR(BringOthers(entry, place, bring));
    } else if (!IsThere(place)) {
      TENFOLD_RETURN_IF_ERROR(bring(entry.string(), place.string()));
    }
  }
  return SyncFolder(to.string());
}

// Takes back or ends what was begun in a hidden folder, and removes it.
absl::Status FinishOne(const std::string& staging, const std::string& target) {
  for (const char* name : {kOld, kReplaced}) {
    const std::string aside = staging + name;
    if (!IsThere(aside)) continue;
    absl::Status status = IsThere(target) ? absl::OkStatus() : MoveFile(aside, target);
    if (status.ok() && name == kOld && IsThere(aside))
      status = BringOthers(aside, target, MoveFile);
    if (!status.ok()) return status;
  }
  // The mark last, after a power loss too: without it nothing would be removed any more.
  for (const char* name : {kNew, kOld, kReplaced, kMark, ""}) {
    if (name == kMark) SyncFolder(staging).IgnoreError();
    std::error_code error;
    fs::remove_all(staging + name, error);
    if (!error) continue;
    return absl::InternalError(absl::StrCat(staging, ": cannot be removed: ", error.message()));
  }
  return absl::OkStatus();
}

// The place of the folder itself, where a link leads to it.
absl::StatusOr<fs::path> TargetOf(const std::string& path) {
  std::error_code error;
  fs::path target = fs::absolute(path, error);
  if (!error && !target.has_filename()) target = target.parent_path();  // "merged/"
  const bool leads_elsewhere = target.filename() == "." || target.filename() == ".." ||
                               TypeOf(target) == fs::file_type::symlink;
  if (!error && leads_elsewhere) target = fs::canonical(target, error);
  if (error) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, ": cannot be found: ", error.message()));
  }
  if (!target.has_filename()) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": expected a folder below another"));
  }
  return target;
}

// Ends what killed processes have begun. What another boot or machine has left is only said, if
// nothing is at the target because of it.
absl::Status FinishWhatWasLeft(const fs::path& target) {
  const std::string prefix = absl::StrCat(".", target.filename().string(), kTemporaryMark);
  for (const fs::path& entry : Entries(target.parent_path())) {
    if (!absl::StartsWith(entry.filename().string(), prefix) || !IsFolder(entry)) continue;
    if (!IsThere(entry.string() + kMark)) {
      std::error_code ignored;
      if (IsLeftover(entry.string())) fs::remove(entry, ignored);  // if it is empty
      continue;
    }
    if (IsLeftover(entry.string())) {
      TENFOLD_RETURN_IF_ERROR(FinishOne(entry.string(), target.string()));
    }
    for (const char* name : {kOld, kReplaced}) {
      const std::string aside = entry.string() + name;
      if (IsThere(target) || !IsThere(aside)) continue;
      return absl::FailedPreconditionError(absl::StrCat(
          target.string(), ": is missing; what was there is ", aside,
          ", where another process left it: move it back, or remove ", entry.string()));
    }
  }
  return absl::OkStatus();
}

}  // namespace

StagedFolder::StagedFolder(Mode mode, std::string target, std::string staging)
    : mode_(mode), target_(std::move(target)), staging_(std::move(staging)) {}

StagedFolder::StagedFolder(StagedFolder&& other) noexcept
    : mode_(other.mode_),
      target_(std::move(other.target_)),
      staging_(std::exchange(other.staging_, "")) {}

StagedFolder::~StagedFolder() {
  if (!staging_.empty()) FinishOne(staging_, target_).IgnoreError();
}

absl::StatusOr<StagedFolder> StagedFolder::New(const std::string& path) {
  return Create(Mode::kNew, path, "");
}

absl::StatusOr<StagedFolder> StagedFolder::Within(const std::string& path,
                                                  const std::string& mark) {
  return Create(Mode::kWithin, path, mark);
}

absl::StatusOr<StagedFolder> StagedFolder::InPlaceOf(const std::string& path,
                                                     const std::string& mark) {
  return Create(Mode::kInPlaceOf, path, mark);
}

absl::Status StagedFolder::Finish(const std::string& path) {
  const absl::StatusOr<fs::path> target = TargetOf(path);
  return target.ok() ? FinishWhatWasLeft(*target) : target.status();
}

absl::StatusOr<StagedFolder> StagedFolder::Create(Mode mode, const std::string& path,
                                                  const std::string& mark) {
  TENFOLD_ASSIGN_OR_RETURN(const fs::path found, TargetOf(path));
  const fs::path& target = found;
  TENFOLD_RETURN_IF_ERROR(FinishWhatWasLeft(target));
  std::error_code error;
  const bool is_free =
      !IsThere(target) || (IsFolder(target) && fs::is_empty(target, error) && !error);
  if (mode == Mode::kNew && !is_free) {
    return absl::AlreadyExistsError(
        absl::StrCat(path, ": is there already; expected a folder that is missing or empty"));
  }
  if (!is_free && IsFolder(target) && !IsThere(target / mark)) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, ": has files but no ", mark,
                     "; expected a folder that is missing, empty or was made by this program"));
  }
  if (!is_free && !IsFolder(target)) {
    return absl::FailedPreconditionError(absl::StrCat(path, ": is no folder"));
  }
  TENFOLD_RETURN_IF_ERROR(CreateFolders(target.parent_path().string()));
  std::string staging;
  int made;
  do {
    staging = TemporaryName(target.string());
    made = mkdir(staging.c_str(), 0777);
  } while (made != 0 && (errno == EEXIST || errno == EINTR));
  if (made != 0) {
    return absl::UnavailableError(
        absl::StrCat(path, ": cannot be written: ", std::strerror(errno)));
  }
  // Its name lasts before anything is moved there.
  absl::Status status = SyncFolder(target.parent_path().string());
  if (status.ok()) status = CreateNewFile(staging + kMark, "");
  if (status.ok()) status = SyncFolder(staging);
  StagedFolder staged(mode, target.string(), staging);
  if (status.ok()) status = CreateFolders(staged.path());
  if (!status.ok()) return status;
  return staged;
}

absl::Status StagedFolder::Write(absl::string_view name, absl::string_view bytes) const {
  const std::string file = absl::StrCat(path(), "/", name);
  absl::Status status = CreateFolders(FolderOf(file));
  if (status.ok()) status = CreateNewFile(file, bytes);
  return status.ok() ? SyncFolder(FolderOf(file)) : status;
}

// What would be lost by its kind: a folder under a file's name, or the reverse, or a link.
absl::Status StagedFolder::CheckKinds() const {
  absl::Status in_the_way;
  absl::Status walked = Walk(path(), [&](const std::string& name, EntryKind kind) {
    const std::string place = absl::StrCat(target_, "/", name);
    if (!in_the_way.ok() || !IsThere(place)) return;
    const bool is_link = TypeOf(place) == fs::file_type::symlink;
    if (!is_link && IsFolder(place) == (kind == EntryKind::kFolder)) return;
    in_the_way =
        absl::FailedPreconditionError(absl::StrCat(place, ": cannot be written: there is a ",
                                                   is_link           ? "symbolic link"
                                                   : IsFolder(place) ? "folder"
                                                                     : "file",
                                                   " of that name"));
  });
  return walked.ok() ? in_the_way : walked;
}

absl::Status StagedFolder::Swap() const {
  const bool is_complete = mode_ == Mode::kInPlaceOf || BringOthers(target_, path(), LinkFile).ok();
  if (is_complete && Exchange(path(), target_)) {
    absl::Status status = SyncFolder(FolderOf(target_));
    if (status.ok()) status = SyncFolder(staging_);
    if (!status.ok()) {
      Exchange(path(), target_);
      return status;
    }
    // What others have put there meanwhile.
    return mode_ == Mode::kWithin ? BringOthers(path(), target_, MoveFile) : status;
  }
  const std::string aside = staging_ + (mode_ == Mode::kWithin ? kOld : kReplaced);
  while (true) {
    absl::Status status = MoveFile(target_, aside);
    if (!status.ok() && !absl::IsNotFound(status)) return status;
    status = MoveFile(path(), target_);
    // Not if another process has put its own there meanwhile, which is then replaced in turn.
    if (status.ok() || !IsThere(path()) || !IsThere(target_)) return status;
    if (mode_ == Mode::kWithin) status = BringOthers(aside, target_, MoveFile);
    if (status.ok() || mode_ == Mode::kInPlaceOf) {
      std::error_code error;
      fs::remove_all(aside, error);
    }
  }
}

// What others have written there, such as pictures.
absl::Status StagedFolder::Sync() const {
  std::vector<std::string> folders = {path()};
  absl::Status status;
  const absl::Status walked = Walk(path(), [&](const std::string& name, EntryKind kind) {
    const std::string entry = absl::StrCat(path(), "/", name);
    if (kind == EntryKind::kFolder) folders.push_back(entry);
    if (kind == EntryKind::kFile && status.ok()) status = SyncFile(entry);
  });
  if (status.ok()) status = walked;
  for (const std::string& folder : folders) {
    if (status.ok()) status = SyncFolder(folder);
  }
  return status;
}

absl::Status StagedFolder::Commit() {
  absl::Status status;
  if (mode_ == Mode::kNew) {
    // Takes the place of an empty folder too.
    status = MoveFile(path(), target_);
    if (!status.ok() && IsThere(path()) && IsThere(target_)) {
      status = absl::AlreadyExistsError(
          absl::StrCat(target_, ": another process has written it; expected to be alone"));
    }
  } else {
    status = Sync();
    if (status.ok() && mode_ == Mode::kWithin) status = CheckKinds();
    if (status.ok()) status = Swap();
  }
  const absl::Status finished = FinishOne(staging_, target_);
  if (status.ok()) status = finished;
  if (finished.ok()) {
    staging_.clear();
    return status;
  }
  if (!IsThere(staging_ + kOld) && !IsThere(staging_ + kReplaced)) return status;
  return absl::Status(status.code(),
                      absl::StrCat(status.message(), "; what was in ", target_, " is in ", staging_,
                                   ", and the next start ends what was begun"));
}

}  // namespace tenfold
