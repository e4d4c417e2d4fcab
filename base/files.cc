#include "base/files.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/process.h"
#include "base/status_macros.h"
#include "base/temporary_name.h"
#include "base/text/quoted.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

// Repeats a call that a signal interrupted.
template <typename Call>
auto Retry(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

// From errno: "results/x.json: cannot write: No space left on device".
absl::Status SystemError(const std::string& path, absl::string_view what) {
  const int error = errno;
  return absl::Status(absl::ErrnoToStatusCode(error),
                      absl::StrCat(path, ": ", what, ": ",
                                   std::error_code(error, std::generic_category()).message()));
}

absl::Status WriteAll(int fd, absl::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = Retry([&] { return write(fd, bytes.data(), bytes.size()); });
    if (written < 0) return SystemError(path, "cannot write");
    if (written == 0) return absl::DataLossError(absl::StrCat(path, ": cannot write: no progress"));
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

// Creates a file that no other thread, process or earlier crash has created (O_EXCL decides). Sets
// `fd`, -1 after an error.
std::string OpenTemporary(const std::string& path, int& fd) {
  while (true) {
    const std::string temporary = TemporaryName(path);
    fd = Retry(
        [&] { return open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666); });
    if (fd >= 0 || errno != EEXIST) return temporary;
  }
}

// What was written is on disk, and the descriptor is closed.
absl::Status SyncAndClose(const std::string& path, Descriptor& descriptor) {
  if (Retry([&] { return fsync(descriptor.get()); }) != 0) return SystemError(path, "cannot sync");
  // Not repeated when interrupted: Linux has closed the descriptor then.
  if (descriptor.Close() != 0 && errno != EINTR) return SystemError(path, "cannot close");
  return absl::OkStatus();
}

// O_NONBLOCK: opening a pipe must not wait for a writer.
constexpr int kToRead = O_RDONLY | O_NONBLOCK | O_CLOEXEC;

absl::StatusOr<std::string> ReadOpened(const Descriptor& descriptor, const std::string& path,
                                       int64_t max_bytes) {
  struct stat info;
  if (fstat(descriptor.get(), &info) != 0) return SystemError(path, "cannot look at");
  if (!S_ISREG(info.st_mode)) {
    return absl::FailedPreconditionError(absl::StrCat(path, ": not a regular file"));
  }
  const absl::Status too_large = absl::OutOfRangeError(
      absl::StrCat(path, ": larger than the ", max_bytes, " bytes that are allowed here"));
  if (info.st_size > max_bytes) return too_large;
  std::string bytes;
  bytes.reserve(static_cast<size_t>(info.st_size));
  char buffer[1 << 16];
  while (true) {
    const ssize_t count = Retry([&] { return read(descriptor.get(), buffer, sizeof(buffer)); });
    if (count < 0) return SystemError(path, "cannot read");
    if (count == 0) return bytes;
    bytes.append(buffer, static_cast<size_t>(count));
    if (static_cast<int64_t>(bytes.size()) > max_bytes) return too_large;
  }
}

// The folder exists, or is created; then its name is made to last.
absl::Status CreateFolder(const std::string& folder) {
  std::error_code error;
  const bool exists = fs::is_directory(folder, error);
  if (!exists && Retry([&] { return mkdir(folder.c_str(), 0777); }) != 0) {
    const int reason = errno;
    if (const fs::path target = fs::read_symlink(folder, error); reason == EEXIST && !error) {
      return absl::FailedPreconditionError(
          absl::StrCat(folder, ": cannot create folder: it is a link to ", target.string(),
                       ", where there is no folder"));
    }
    errno = reason == EEXIST && !fs::is_directory(folder, error) ? ENOTDIR : reason;
    if (errno != EEXIST) return SystemError(folder, "cannot create folder");
  }
  const absl::Status status = SyncFolder(FolderOf(folder));
  // Folders above ours may not be for us to read; we did not make them.
  return exists && absl::IsPermissionDenied(status) ? absl::OkStatus() : status;
}

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) close(fd_);
}

int Descriptor::Close() { return close(std::exchange(fd_, -1)); }

std::string FolderOf(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

absl::Status SyncFolder(const std::string& folder) {
  const Descriptor descriptor(
      Retry([&] { return open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (descriptor.get() < 0) return SystemError(folder, "cannot open folder");
  // EINVAL, EROFS: a file system without this notion or need.
  if (Retry([&] { return fsync(descriptor.get()); }) != 0 && errno != EINVAL && errno != EROFS) {
    return SystemError(folder, "cannot sync folder");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadFile(const std::string& path, int64_t max_bytes) {
  const Descriptor descriptor(Retry([&] { return open(path.c_str(), kToRead); }));
  if (descriptor.get() < 0) return SystemError(path, "cannot open");
  return ReadOpened(descriptor, path, max_bytes);
}

absl::StatusOr<std::string> ReadFileBelow(const std::string& folder, const std::string& path,
                                          int64_t max_bytes) {
  std::string reached = folder;
  std::optional<Descriptor> place(Retry([&] { return open(folder.c_str(), O_PATH | O_CLOEXEC); }));
  if (place->get() < 0) return SystemError(folder, "cannot open");
  const std::vector<std::string> names = absl::StrSplit(path, '/');
  for (const std::string& name : names) {
    absl::StrAppend(&reached, "/", name);
    const int flags = &name == &names.back() ? kToRead : O_PATH | O_DIRECTORY | O_CLOEXEC;
    const int fd = Retry([&] { return openat(place->get(), name.c_str(), flags | O_NOFOLLOW); });
    if (fd < 0) {
      const absl::Status status = SystemError(absl::StrCat(folder, "/", path), "cannot open");
      struct stat info;
      const bool is_link = fstatat(place->get(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 &&
                           S_ISLNK(info.st_mode);
      if (!is_link) return status;
      return absl::FailedPreconditionError(
          absl::StrCat(reached, ": a symbolic link, which is not followed here"));
    }
    place.emplace(fd);
  }
  return ReadOpened(*place, reached, max_bytes);
}

absl::Status CreateFolders(const std::string& path) {
  static std::mutex mutex;
  static std::set<std::string>* const lasting = new std::set<std::string>;  // guarded by mutex
  const std::lock_guard<std::mutex> lock(mutex);
  std::error_code error;
  std::vector<std::string> folders;  // the innermost first
  fs::path folder = path;
  if (!folder.has_filename()) folder = folder.parent_path();  // "results/"
  for (; !folder.empty() && folder != folder.root_path(); folder = folder.parent_path()) {
    if (lasting->count(folder.string()) > 0 && fs::is_directory(folder, error)) break;
    folders.push_back(folder.string());
  }
  for (auto it = folders.rbegin(); it != folders.rend(); ++it) {
    TENFOLD_RETURN_IF_ERROR(CreateFolder(*it));
    lasting->insert(*it);
  }
  return absl::OkStatus();
}

absl::Status MoveFile(const std::string& from, const std::string& to) {
  if (Retry([&] { return rename(from.c_str(), to.c_str()); }) != 0) {
    return SystemError(from, absl::StrCat("cannot move to ", to));
  }
  TENFOLD_RETURN_IF_ERROR(SyncFolder(FolderOf(to)));
  return FolderOf(from) == FolderOf(to) ? absl::OkStatus() : SyncFolder(FolderOf(from));
}

absl::Status LinkFile(const std::string& from, const std::string& to) {
  if (Retry([&] { return link(from.c_str(), to.c_str()); }) == 0) return SyncFolder(FolderOf(to));
  const bool impossible = errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS;
  const absl::Status status = SystemError(from, absl::StrCat("cannot link to ", to));
  return impossible ? absl::UnimplementedError(status.message()) : status;
}

absl::StatusOr<Descriptor> LockFolder(const std::string& folder) {
  Descriptor descriptor(
      Retry([&] { return open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (descriptor.get() < 0) return SystemError(folder, "cannot open folder");
  const auto lock = [&](int how) {
    return Retry([&] { return flock(descriptor.get(), LOCK_EX | how); }) == 0 ||
           errno != EWOULDBLOCK;
  };
  // Other sweeps hold it for moments.
  for (int i = 0; i < 20; ++i) {
    if (lock(LOCK_NB)) return descriptor;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  std::fprintf(stderr, "waiting for %s, which holds the lock on %s\n",
               LockHolder(descriptor.get()).c_str(), PlainLine(folder).c_str());
  lock(0);
  return descriptor;
}

StagedFile::StagedFile(std::string path, std::string temporary_path, Descriptor descriptor)
    : path_(std::move(path)),
      temporary_path_(std::move(temporary_path)),
      descriptor_(std::move(descriptor)) {}

StagedFile::StagedFile(StagedFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_path_(std::exchange(other.temporary_path_, "")),
      descriptor_(std::move(other.descriptor_)) {}

StagedFile::~StagedFile() {
  if (!temporary_path_.empty()) unlink(temporary_path_.c_str());
}

absl::StatusOr<StagedFile> StagedFile::Create(const std::string& path, absl::string_view bytes) {
  std::error_code error;
  if (fs::is_symlink(fs::symlink_status(path, error))) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, ": cannot create: a symbolic link; expected a file or nothing"));
  }
  int fd = -1;
  const std::string temporary_path = OpenTemporary(path, fd);
  if (fd < 0) return SystemError(path, "cannot create");
  StagedFile staged(path, temporary_path, Descriptor(fd));
  TENFOLD_RETURN_IF_ERROR(WriteAll(fd, bytes, path));
  if (Retry([&] { return fsync(fd); }) != 0) return SystemError(path, "cannot sync");
  return staged;
}

absl::Status StagedFile::Finish() {
  // Not repeated when interrupted: Linux has closed the descriptor then.
  if (descriptor_.Close() != 0 && errno != EINTR) return SystemError(path_, "cannot close");
  return SyncFolder(FolderOf(path_));
}

absl::Status StagedFile::Replace() {
  if (Retry([&] { return rename(temporary_path_.c_str(), path_.c_str()); }) != 0) {
    return SystemError(path_, "cannot put in place");
  }
  temporary_path_.clear();
  return Finish();
}

absl::Status StagedFile::CommitNew() {
  if (Retry([&] { return link(temporary_path_.c_str(), path_.c_str()); }) != 0) {
    const bool impossible = errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS;
    std::error_code error;
    // Without second names two processes at once are not told apart.
    if (impossible && !fs::exists(fs::symlink_status(path_, error))) return Replace();
    if (impossible) errno = EEXIST;
    return SystemError(path_, "cannot put in place");
  }
  // One that stays is removed as a leftover later.
  unlink(std::exchange(temporary_path_, "").c_str());
  return Finish();
}

absl::Status CreateNewFile(const std::string& path, absl::string_view bytes) {
  Descriptor descriptor(
      Retry([&] { return open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666); }));
  if (descriptor.get() < 0) return SystemError(path, "cannot create");
  TENFOLD_RETURN_IF_ERROR(WriteAll(descriptor.get(), bytes, path));
  return SyncAndClose(path, descriptor);
}

absl::Status SyncFile(const std::string& path) {
  Descriptor descriptor(Retry([&] { return open(path.c_str(), O_WRONLY | O_CLOEXEC); }));
  if (descriptor.get() < 0) return SystemError(path, "cannot open");
  return SyncAndClose(path, descriptor);
}

absl::Status WriteFileAtomically(const std::string& path, absl::string_view bytes) {
  absl::StatusOr<StagedFile> staged = StagedFile::Create(path, bytes);
  return staged.ok() ? staged->Replace() : staged.status();
}

}  // namespace tenfold
