// What the report says, word for word.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace tenfold::reports {

// The first part of a quote, between its marks of omission "[...]" and remarks in brackets, that is
// not in the report, parts in any order; empty if all are. Blanks of any kind are one.
std::string NotInTheReport(absl::string_view quote);

}  // namespace tenfold::reports
