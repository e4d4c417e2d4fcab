#include "reports/page/output_folder.h"

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

namespace tenfold::reports {
namespace {

namespace fs = std::filesystem;

constexpr char kStaging[] = ".new-";

absl::Status CannotWrite(const fs::path& path, const std::string& why) {
  return absl::UnavailableError(absl::StrCat(path.string(), ": cannot be written: ", why));
}

absl::Status MakeFolders(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  return error ? CannotWrite(path, error.message()) : absl::OkStatus();
}

bool IsStaging(const fs::path& path) {
  return absl::StartsWith(path.filename().string(), kStaging);
}

Descriptor OpenFolder(const fs::path& path) {
  return Descriptor(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

// Of programs that were killed; what is being written is locked.
void RemoveLeftovers(const fs::path& path) {
  std::error_code error;
  std::vector<fs::path> left;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    if (IsStaging(entry->path())) left.push_back(entry->path());
  }
  for (const fs::path& staging : left) {
    const Descriptor folder = OpenFolder(staging);
    if (flock(folder.get(), LOCK_EX | LOCK_NB) == 0) fs::remove_all(staging, error);
  }
}

// What an interrupted run left does not count.
bool IsOthers(const fs::path& path, const std::string& mark) {
  std::error_code error;
  if (fs::exists(path / mark, error)) return false;
  fs::directory_iterator entry(path, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (!IsStaging(entry->path())) return true;
  }
  return false;
}

}  // namespace

OutputFolder::OutputFolder(std::string path, std::string staging, Descriptor lock)
    : path_(std::move(path)), staging_(std::move(staging)), lock_(std::move(lock)) {}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept
    : path_(std::move(other.path_)),
      staging_(std::exchange(other.staging_, "")),
      lock_(std::move(other.lock_)) {}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  if (!staging_.empty()) fs::remove_all(staging_, ignored);
}

absl::StatusOr<OutputFolder> OutputFolder::Create(const std::string& path,
                                                  const std::string& mark) {
  if (IsOthers(path, mark)) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, ": has files but no ", mark,
                     "; expected a folder that is missing, empty or was made by this program"));
  }
  if (absl::Status status = MakeFolders(path); !status.ok()) return status;
  RemoveLeftovers(path);
  std::string staging = (fs::path(path) / absl::StrCat(kStaging, "XXXXXX")).string();
  if (mkdtemp(staging.data()) == nullptr) return CannotWrite(path, std::strerror(errno));
  Descriptor lock = OpenFolder(staging);
  flock(lock.get(), LOCK_EX | LOCK_NB);
  return OutputFolder(path, std::move(staging), std::move(lock));
}

absl::Status OutputFolder::Write(absl::string_view name, absl::string_view content) {
  const fs::path path = fs::path(staging_) / std::string(name);
  if (absl::Status status = MakeFolders(path.parent_path()); !status.ok()) return status;
  errno = 0;
  std::ofstream file(path, std::ios::binary);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  return file ? absl::OkStatus() : CannotWrite(path, std::strerror(errno));
}

absl::Status OutputFolder::Commit() {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator entry(staging_, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->is_regular_file(error)) files.push_back(entry->path().lexically_relative(staging_));
  }
  if (error) return CannotWrite(path_, error.message());
  for (const fs::path& file : files) {
    const fs::path target = path_ / file;
    if (fs::is_directory(target, error))
      return CannotWrite(target, "there is a folder of that name");
    if (absl::Status status = MakeFolders(target.parent_path()); !status.ok()) return status;
  }
  for (const fs::path& file : files) {
    fs::rename(staging_ / file, path_ / file, error);
    if (error) return CannotWrite(path_ / file, error.message());
  }
  return absl::OkStatus();
}

}  // namespace tenfold::reports
