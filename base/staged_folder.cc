#include "base/staged_folder.h"

#include <fcntl.h>
#include <sys/file.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

}  // namespace

StagedFolder::StagedFolder(std::string target, std::string staging, Descriptor lock)
    : target_(std::move(target)), staging_(std::move(staging)), lock_(std::move(lock)) {}

StagedFolder::StagedFolder(StagedFolder&& other) noexcept
    : target_(std::move(other.target_)),
      staging_(std::exchange(other.staging_, "")),
      lock_(std::move(other.lock_)) {}

StagedFolder::~StagedFolder() {
  std::error_code ignored;
  if (!staging_.empty()) fs::remove_all(staging_, ignored);
}

absl::StatusOr<StagedFolder> StagedFolder::Create(const std::string& path) {
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
  Descriptor lock(open(staging.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (flock(lock.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return absl::AlreadyExistsError(
        absl::StrCat(staging, ": another process is writing it; expected to be alone"));
  }
  StagedFolder staged(target.string(), staging, std::move(lock));
  for (const auto& left : fs::directory_iterator(staging, error)) fs::remove_all(left, error);
  if (!error) return staged;
  return absl::InternalError(absl::StrCat(staging, ": cannot be emptied: ", error.message()));
}

absl::Status StagedFolder::Commit() {
  // Takes the place of an empty folder too.
  if (absl::Status status = MoveFile(staging_, target_); !status.ok()) return status;
  staging_.clear();
  return absl::OkStatus();
}

}  // namespace tenfold
