// Starts programs for tests that disturb them.
#pragma once

#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

namespace tenfold {

struct ProgramOptions {
  std::vector<std::string> arguments;                            // the program first
  std::vector<std::pair<std::string, std::string>> environment;  // beside what there is
  std::string output;  // the file to which stdout and stderr are appended
};

// A started program. Aborts the test program if it cannot be started.
pid_t Start(const ProgramOptions& options);

// Waits for its end: its exit code, or 128 + n if signal n ended it.
int Wait(pid_t pid);

// Both.
int RunProgram(const ProgramOptions& options);

}  // namespace tenfold
