#include "base/staged_folder.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

constexpr char kWithin[] = ".new-";

absl::Status CannotWrite(const fs::path& path, const std::string& why) {
  return absl::UnavailableError(absl::StrCat(path.string(), ": cannot be written: ", why));
}

absl::Status MakeFolders(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  return error ? CannotWrite(path, error.message()) : absl::OkStatus();
}

Descriptor OpenFolder(const fs::path& path) {
  return Descriptor(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

// What a folder holds; of those that stage files in it if `staged`, else all others.
std::vector<fs::path> Entries(const fs::path& folder, bool staged) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::path& path = entry->path();
    if (absl::StartsWith(path.filename().string(), kWithin) == staged) entries.push_back(path);
  }
  return entries;
}

}  // namespace

StagedFolder::StagedFolder(bool is_new, std::string target, std::string staging, Descriptor lock)
    : is_new_(is_new),
      target_(std::move(target)),
      staging_(std::move(staging)),
      lock_(std::move(lock)) {}

StagedFolder::StagedFolder(StagedFolder&& other) noexcept
    : is_new_(other.is_new_),
      target_(std::move(other.target_)),
      staging_(std::exchange(other.staging_, "")),
      lock_(std::move(other.lock_)) {}

StagedFolder::~StagedFolder() {
  std::error_code ignored;
  if (!staging_.empty()) fs::remove_all(staging_, ignored);
}

absl::StatusOr<StagedFolder> StagedFolder::New(const std::string& path) {
  std::error_code error;
  fs::path target = fs::absolute(path, error).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();  // "merged/"
  if (fs::exists(target, error) &&
      !(fs::is_directory(target, error) && fs::is_empty(target, error))) {
    return absl::AlreadyExistsError(
        absl::StrCat(path, ": is there already; expected a folder that is missing or empty"));
  }
  const std::string staging =
      (target.parent_path() / absl::StrCat(".", target.filename().string(), ".new")).string();
  if (absl::Status status = CreateFolders(staging); !status.ok()) return status;
  Descriptor lock = OpenFolder(staging);
  if (flock(lock.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return absl::AlreadyExistsError(
        absl::StrCat(staging, ": another process is writing it; expected to be alone"));
  }
  StagedFolder staged(true, target.string(), staging, std::move(lock));
  for (const auto& left : fs::directory_iterator(staging, error)) fs::remove_all(left, error);
  if (!error) return staged;
  return absl::InternalError(absl::StrCat(staging, ": cannot be emptied: ", error.message()));
}

absl::StatusOr<StagedFolder> StagedFolder::Within(const std::string& path,
                                                  const std::string& mark) {
  std::error_code error;
  if (!fs::exists(fs::path(path) / mark, error) && !Entries(path, /*staged=*/false).empty()) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, ": has files but no ", mark,
                     "; expected a folder that is missing, empty or was made by this program"));
  }
  if (absl::Status status = MakeFolders(path); !status.ok()) return status;
  // Those of programs that were killed; what is being written is locked.
  for (const fs::path& left : Entries(path, /*staged=*/true)) {
    const Descriptor lock = OpenFolder(left);
    if (flock(lock.get(), LOCK_EX | LOCK_NB) == 0) fs::remove_all(left, error);
  }
  std::string staging = (fs::path(path) / absl::StrCat(kWithin, "XXXXXX")).string();
  if (mkdtemp(staging.data()) == nullptr) return CannotWrite(path, std::strerror(errno));
  Descriptor lock = OpenFolder(staging);
  flock(lock.get(), LOCK_EX | LOCK_NB);
  return StagedFolder(false, path, std::move(staging), std::move(lock));
}

absl::Status StagedFolder::Write(absl::string_view name, absl::string_view bytes) const {
  const fs::path path = fs::path(staging_) / std::string(name);
  if (is_new_) {
    const absl::Status status = CreateFolders(FolderOf(path.string()));
    return status.ok() ? WriteFileAtomically(path.string(), bytes) : status;
  }
  if (absl::Status status = MakeFolders(path.parent_path()); !status.ok()) return status;
  errno = 0;
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  return file ? absl::OkStatus() : CannotWrite(path, std::strerror(errno));
}

// Nothing is moved if there is something in the way.
absl::Status StagedFolder::MoveFiles() const {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator entry(staging_, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->is_regular_file(error)) files.push_back(entry->path().lexically_relative(staging_));
  }
  if (error) return CannotWrite(target_, error.message());
  for (const fs::path& file : files) {
    const fs::path place = target_ / file;
    if (fs::is_directory(place, error)) return CannotWrite(place, "there is a folder of that name");
    if (absl::Status status = MakeFolders(place.parent_path()); !status.ok()) return status;
  }
  for (const fs::path& file : files) {
    fs::rename(staging_ / file, target_ / file, error);
    if (error) return CannotWrite(target_ / file, error.message());
  }
  return absl::OkStatus();
}

absl::Status StagedFolder::Commit() {
  if (!is_new_) return MoveFiles();
  // Takes the place of an empty folder too.
  if (absl::Status status = MoveFile(staging_, target_); !status.ok()) return status;
  staging_.clear();
  return absl::OkStatus();
}

}  // namespace tenfold
