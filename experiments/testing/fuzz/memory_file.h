// A file in memory, for parsers that read from a path.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace tenfold {

// The path of a regular file with these bytes, until the next call. Aborts if that fails.
std::string MemoryFile(absl::string_view bytes);

}  // namespace tenfold
