// The environment that a timed process starts with.
#pragma once

#include <string>
#include <vector>

namespace tenfold::benchmarks {

struct CleanEnvironment {
  std::vector<std::string> variables;  // "NAME=value"
  std::vector<std::string> cleared;    // the same for what was left out
};

// This process's environment without the variables that steer BLAS, OpenMP, oneDNN and malloc: a
// library then chooses as it does on its user's machine.
CleanEnvironment MakeCleanEnvironment();

// Starts this program anew with a clean environment, if it has not got one: libraries read such
// variables when they are loaded. Returns otherwise.
void RestartInCleanEnvironment(char** argv);

}  // namespace tenfold::benchmarks
