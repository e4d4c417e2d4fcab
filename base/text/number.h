#pragma once

#include "absl/strings/string_view.h"

namespace tenfold {

// Reads a finite number. False also for one that is not 0 but so small that no double holds it.
bool ParseNumber(absl::string_view text, double* value);

}  // namespace tenfold
