// Other programs: started, waited for, read.
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace tenfold {

// This process's variables, "NAME=value", and `changes`, in place of those of the same names.
std::vector<std::string> Environment(const std::map<std::string, std::string>& changes = {});

struct Command {
  std::vector<std::string> arguments;  // the program first, looked for in PATH if it has no slash
  std::vector<std::string> environment = Environment();
  bool one_processor = false;  // confine it to the last processor there is
};

// Starts it; with `output`, a file to which its stdout and stderr are appended. NotFound if there
// is no such program.
absl::StatusOr<pid_t> Start(const Command& command, const std::string& output = "");

// Waits for the end of a child: its exit code, or 128 + n if signal n ended it.
int Wait(pid_t child);

// Starts it, waits for its end and returns its exit code, as Wait does. It has a process group of
// its own, so that it gets a signal to this process's group once: signals that are caught
// (signals.h) are passed on to it. Cancelled if one was.
absl::StatusOr<int> RunCommand(const Command& command);

struct Printed {
  int exit_code;  // as Wait's
  std::string output, errors;
};

// What it printed; it has nothing to read. DeadlineExceeded, and the command killed, if it takes
// longer than `timeout_s` seconds; Cancelled, and killed too, if a signal was caught.
absl::StatusOr<Printed> Capture(const Command& command, double timeout_s = 600.0);

// Its stdout. Internal, with the last line of its stderr, if it ends with another code than 0.
absl::StatusOr<std::string> OutputOf(const Command& command, double timeout_s = 600.0);

// Who holds the lock (flock) on what the descriptor is open for: "process 1234 (disc)"; "another
// process" where the system does not say, as of one of another machine.
std::string LockHolder(int fd);

}  // namespace tenfold
