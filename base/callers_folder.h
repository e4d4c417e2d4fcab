#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace tenfold {

// `bazel run` starts programs elsewhere; paths mean what they meant where the command was given.
// Empty stays empty.
std::string FromCallersFolder(const std::string& path);

// The same for a file that will be written, found to be writable now rather than after a long run.
// Empty stays empty.
absl::StatusOr<std::string> WritablePath(const std::string& path);

}  // namespace tenfold
