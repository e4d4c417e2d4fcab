#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace tenfold {

// FromCallersFolder of a file that will be written, found to be writable now rather than after a
// long run. Empty stays empty.
absl::StatusOr<std::string> WritablePath(const std::string& path);

}  // namespace tenfold
