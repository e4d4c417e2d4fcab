#include "base/callers_folder.h"

#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "base/status_macros.h"

namespace tenfold {

std::string FromCallersFolder(const std::string& path) {
  const char* folder = std::getenv("BUILD_WORKING_DIRECTORY");
  return folder == nullptr || path.empty() ? path : (std::filesystem::path(folder) / path).string();
}

absl::StatusOr<std::string> WritablePath(const std::string& path) {
  if (path.empty()) return path;
  const std::string full = FromCallersFolder(path);
  std::error_code error;
  if (std::filesystem::is_directory(full, error)) {
    return absl::InvalidArgumentError(full + ": is a folder; a file's name is wanted");
  }
  TENFOLD_ASSIGN_OR_RETURN(StagedFile writable, StagedFile::Create(full, ""));
  return full;
}

}  // namespace tenfold
