// Files read whole and files written whole or not at all, so that they outlast a power failure once
// a call has returned OK. Every error names the path and says what the system said. Calls that a
// signal interrupts are repeated.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace tenfold {

// The bytes of a regular file. OutOfRange if there are more than `max_bytes`, NotFound if
// there is no file.
absl::StatusOr<std::string> ReadFile(const std::string& path, int64_t max_bytes);

// The same of the file `path` below a folder. Links below the folder are not followed, whoever puts
// them there meanwhile: FailedPrecondition names one that is in the way.
absl::StatusOr<std::string> ReadFileBelow(const std::string& folder, const std::string& path,
                                          int64_t max_bytes);

// Creates a folder and those above it that are missing, and makes the whole chain last: one that is
// there already may be what a killed process did not get to sync. A folder is synced once a
// process.
absl::Status CreateFolders(const std::string& path);

// Makes the names in a folder last.
absl::Status SyncFolder(const std::string& folder);

// The folder of a path; "." for a name alone.
std::string FolderOf(const std::string& path);

// Moves a file into a folder that exists, on the same file system, in place of what is there.
absl::Status MoveFile(const std::string& from, const std::string& to);

// Gives a file a second name, in a folder that exists. AlreadyExists if that name is taken,
// Unimplemented if the file system has no second names.
absl::Status LinkFile(const std::string& from, const std::string& to);

// An open file or folder; closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor();
  int get() const { return fd_; }
  int Close();  // what close() says; network file systems report late

 private:
  int fd_;
};

// Waits until no other process and no other thread holds the folder, and holds it until the
// descriptor is closed; says on stderr for whom it waits if that takes more than a second. On a
// file system without locks it holds nothing.
absl::StatusOr<Descriptor> LockFolder(const std::string& folder);

// Bytes that are safely on disk under a temporary name in the folder where they will be needed. The
// file is removed again unless it is committed; what a killed process leaves has a name of its own
// (temporary_name.h).
class StagedFile {
 public:
  // For a file `path`, whose folder exists. FailedPrecondition if a link is there: it would be
  // lost, and what it leads to would stay as it was.
  static absl::StatusOr<StagedFile> Create(const std::string& path, absl::string_view bytes);

  StagedFile(StagedFile&& other) noexcept;
  StagedFile& operator=(StagedFile&&) = delete;
  ~StagedFile();

  // Renames the file to `path`, in place of what is there.
  absl::Status Replace();

  // The same, but AlreadyExists and no change if something is there.
  absl::Status CommitNew();

 private:
  StagedFile(std::string path, std::string temporary_path, Descriptor descriptor);
  absl::Status Finish();

  std::string path_;
  std::string temporary_path_;  // "" once it is no longer there
  Descriptor descriptor_;
};

// Puts `bytes` in place of what is at `path`; after an error `path` is what it was. Its folder must
// exist.
absl::Status WriteFileAtomically(const std::string& path, absl::string_view bytes);

// Creates a file, whose bytes are then on disk; its name lasts once its folder is synced.
// AlreadyExists if something is there. What a killed process leaves may be half written.
absl::Status CreateNewFile(const std::string& path, absl::string_view bytes);

// Makes the bytes of a file last.
absl::Status SyncFile(const std::string& path);

}  // namespace tenfold
