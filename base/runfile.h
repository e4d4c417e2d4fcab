#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace tenfold {

// Where a file of the program's `data` lies: "mnist/..." in the external repository mnist,
// "tenfold/..." in this one. If it is not found, where it would be beside the program.
std::string RunfilePath(const std::string& argv0, const std::string& file);

// The folder in which this repository's files of the program's `data` lie under their own paths,
// absolute: the current one, where `bazel run` and tests start programs, or one beside the program.
// NotFound if `file`, one of them, is in neither.
absl::StatusOr<std::string> RunfilesFolder(const std::string& argv0, const std::string& file);

}  // namespace tenfold
