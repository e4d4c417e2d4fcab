#pragma once

#include <string>

namespace tenfold {

// The checkout's commit under `bazel run`, "-dirty" if tracked files are changed; TENFOLD_COMMIT
// where a program is run later, when another one may be checked out. Otherwise "unknown".
std::string CheckedOutCommit();

}  // namespace tenfold
