#pragma once

#include <string>

namespace tenfold {

// `bazel run` starts programs elsewhere; paths mean what they meant where the command was given.
std::string FromCallersFolder(const std::string& path);

}  // namespace tenfold
