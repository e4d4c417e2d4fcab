// Every state that a power loss may leave after each call of a program.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "experiments/testing/file_system_model.h"

namespace tenfold {

struct Exploration {
  int calls = 0, states = 0, resumed = 0;  // different states
  std::vector<std::string> losses;         // what is wrong, one line each
};

// Applies a log of the write shim, line by line, to what was there before, and after each line
// builds in `folder` every state that a power loss may leave then, one that it has not built. What
// `check` says of it is wrong, "" if nothing. `after_line` says what must be so from that line on:
// states that are alike are different ones if this is.
Exploration ExplorePowerLosses(
    const Tree& before, const std::vector<std::string>& log, const std::string& folder,
    const std::function<std::string(const std::string& line, const FileSystemModel& model)>&
        after_line,
    const std::function<std::string(const std::string& state)>& check);

}  // namespace tenfold
