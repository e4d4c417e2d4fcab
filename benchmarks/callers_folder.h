#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"

namespace tenfold {

// `bazel run` starts programs elsewhere; paths mean what they meant where the command was given.
std::string FromCallersFolder(const std::string& path);

// The same for a file that will be written, found to be writable now rather than after a long run.
// Empty stays empty.
absl::StatusOr<std::string> WritablePath(const std::string& path);

// Writes what was measured and says where; nothing for an empty path. What is left of an
// interrupted session does not replace a file: it goes to PATH.interrupted then.
absl::Status WriteResult(const std::string& path, const nlohmann::ordered_json& result,
                         bool interrupted);

}  // namespace tenfold
