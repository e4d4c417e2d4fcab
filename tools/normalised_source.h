#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace tenfold {

// The text of a C++ file without what decides nothing: comments, `#include "..."` lines, and white
// space that separates nothing. Literals stay as they are, each directive on a line of its own.
// What is no C++ comes out as something, the same each time.
std::string NormalisedSource(absl::string_view text);

}  // namespace tenfold
