#include "experiments/callers_folder.h"

#include <cstdlib>
#include <filesystem>

namespace tenfold {

std::string FromCallersFolder(const std::string& path) {
  const char* folder = std::getenv("BUILD_WORKING_DIRECTORY");
  return folder == nullptr ? path : (std::filesystem::path(folder) / path).string();
}

}  // namespace tenfold
