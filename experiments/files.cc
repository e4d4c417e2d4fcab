#include "experiments/files.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"

namespace tenfold {
namespace {

// Closes what is still open; Close() also tells whether closing worked (network file systems report
// late).
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  int get() const { return fd_; }
  int Close() { return close(std::exchange(fd_, -1)); }

 private:
  int fd_;
};

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

std::string FolderOf(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

// Makes names in a folder last over a power failure.
absl::Status SyncFolder(const std::string& folder) {
  const Descriptor descriptor(
      Retry([&] { return open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (descriptor.get() < 0) return SystemError(folder, "cannot open folder");
  // EINVAL: a file system without this notion.
  if (Retry([&] { return fsync(descriptor.get()); }) != 0 && errno != EINVAL) {
    return SystemError(folder, "cannot sync folder");
  }
  return absl::OkStatus();
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

// A name that no other thread, process or earlier crash has taken: O_EXCL decides. Sets `fd`, -1
// after an error.
std::string OpenTemporary(const std::string& path, int& fd) {
  static std::atomic<int64_t> counter{0};
  const std::filesystem::path target(path);
  std::string temporary;
  do {
    const std::string name =
        absl::StrCat(".", target.filename().string(), ".", getpid(), ".", counter++, ".tmp");
    temporary = (target.parent_path() / name).string();
    fd = Retry(
        [&] { return open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666); });
  } while (fd < 0 && errno == EEXIST);
  return temporary;
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path, int64_t max_bytes) {
  // O_NONBLOCK: opening a pipe must not wait for a writer.
  const Descriptor descriptor(
      Retry([&] { return open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC); }));
  if (descriptor.get() < 0) return SystemError(path, "cannot open");
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

absl::Status CreateFolders(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  // Some library versions call a folder that is there already an error, others call a file no
  // error.
  if (!error && !std::filesystem::is_directory(path, error) && !error) {
    error = std::make_error_code(std::errc::not_a_directory);
  }
  if (!error) return absl::OkStatus();
  errno = error.value();
  return SystemError(path, "cannot create folder");
}

absl::Status MoveFile(const std::string& from, const std::string& to) {
  if (rename(from.c_str(), to.c_str()) != 0) {
    return SystemError(from, absl::StrCat("cannot move to ", to));
  }
  if (absl::Status status = SyncFolder(FolderOf(to)); !status.ok()) return status;
  return FolderOf(from) == FolderOf(to) ? absl::OkStatus() : SyncFolder(FolderOf(from));
}

StagedFile::StagedFile(std::string path, std::string temporary_path)
    : path_(std::move(path)), temporary_path_(std::move(temporary_path)) {}

StagedFile::StagedFile(StagedFile&& other) noexcept
    : path_(std::move(other.path_)), temporary_path_(std::exchange(other.temporary_path_, "")) {}

StagedFile::~StagedFile() {
  if (!temporary_path_.empty()) unlink(temporary_path_.c_str());
}

absl::StatusOr<StagedFile> StagedFile::Create(const std::string& path, absl::string_view bytes) {
  int fd = -1;
  const std::string temporary_path = OpenTemporary(path, fd);
  Descriptor descriptor(fd);
  if (fd < 0) return SystemError(path, "cannot create");
  StagedFile staged(path, temporary_path);
  if (absl::Status status = WriteAll(fd, bytes, path); !status.ok()) return status;
  if (Retry([&] { return fsync(fd); }) != 0) return SystemError(path, "cannot sync");
  // Not repeated when interrupted: Linux has closed the descriptor then.
  if (descriptor.Close() != 0 && errno != EINTR) return SystemError(path, "cannot close");
  return staged;
}

absl::Status StagedFile::Commit() {
  if (rename(temporary_path_.c_str(), path_.c_str()) != 0) {
    return SystemError(path_, "cannot put in place");
  }
  temporary_path_.clear();
  return SyncFolder(FolderOf(path_));
}

absl::Status WriteFileAtomically(const std::string& path, absl::string_view bytes) {
  absl::StatusOr<StagedFile> staged = StagedFile::Create(path, bytes);
  return staged.ok() ? staged->Commit() : staged.status();
}

}  // namespace tenfold
