#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace tenfold {

struct Command {
  std::vector<std::string> arguments;    // the program's path first
  std::vector<std::string> environment;  // "NAME=value"
  bool one_processor = false;            // confine it to the last processor there is
  double timeout_s = 600.0;              // then it is killed
};

// What the command printed. An error, with the last line of its stderr, if it cannot be started,
// ends with another code than 0 or takes too long; Cancelled, and the command killed, if a signal
// came (interrupt.h).
absl::StatusOr<std::string> RunCommand(const Command& command);

}  // namespace tenfold
