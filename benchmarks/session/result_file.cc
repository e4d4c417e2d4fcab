#include "benchmarks/session/result_file.h"

#include <cstdio>
#include <filesystem>

#include "base/files.h"

namespace tenfold {

absl::Status WriteResult(const std::string& path, const nlohmann::ordered_json& result,
                         bool interrupted) {
  if (path.empty()) return absl::OkStatus();
  std::error_code error;
  const std::string used =
      interrupted && std::filesystem::exists(path, error) ? path + ".interrupted" : path;
  absl::Status status = WriteFileAtomically(used, result.dump(1) + "\n");
  if (status.ok()) std::printf("written: %s\n", used.c_str());
  return status;
}

}  // namespace tenfold
