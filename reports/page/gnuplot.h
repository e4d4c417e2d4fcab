// Runs gnuplot as a program.
#pragma once

#include <string>

#include "absl/status/status.h"

namespace tenfold::reports {

// Runs the script <folder>/<name>.gp inside `folder`, in the C locale and without the user's
// settings, and checks that it made <name>.svg. An error is one line: that gnuplot is not
// installed, or what it said.
absl::Status RunGnuplot(const std::string& folder, const std::string& name);

}  // namespace tenfold::reports
