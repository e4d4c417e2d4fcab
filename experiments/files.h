// Files read whole and files written whole or not at all. Every error names the path and says what
// the system said.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace tenfold {

// The bytes of a regular file. OutOfRange if there are more than `max_bytes`, NotFound if
// there is no file.
absl::StatusOr<std::string> ReadFile(const std::string& path, int64_t max_bytes);

// Creates a folder and those above it that are missing. A folder that is there already is no error.
absl::Status CreateFolders(const std::string& path);

// Moves a file into a folder that exists, on the same file system, and makes that last.
absl::Status MoveFile(const std::string& from, const std::string& to);

// Bytes that are safely on disk under a temporary name in the folder where they will be needed. The
// name begins with a dot. The file is removed again unless it is committed.
class StagedFile {
 public:
  // For a file `path`, whose folder exists.
  static absl::StatusOr<StagedFile> Create(const std::string& path, absl::string_view bytes);

  StagedFile(StagedFile&& other) noexcept;
  StagedFile& operator=(StagedFile&&) = delete;
  ~StagedFile();

  // Renames the file to `path`, in place of what is there.
  absl::Status Commit();

 private:
  StagedFile(std::string path, std::string temporary_path);

  std::string path_;
  std::string temporary_path_;  // "" once it is no longer there
};

// Puts `bytes` in place of what is at `path`; after an error `path` is what it was. Its folder must
// exist.
absl::Status WriteFileAtomically(const std::string& path, absl::string_view bytes);

}  // namespace tenfold
