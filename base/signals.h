// Signals that ask a program to end: SIGINT, SIGTERM, and SIGHUP when its terminal goes.
#pragma once

#include <signal.h>
#include <sys/types.h>

#include "absl/status/status.h"

namespace tenfold {

struct SignalOptions {
  // Seconds after a signal in which the program may end by itself; 0: as long as it takes. When
  // they are over, `abandon` is called, which may only do what a signal handler may, and the
  // program ends with 128 + the signal's number.
  unsigned patience_s = 0;
  void (*abandon)() = nullptr;

  // Also SIGHUP, unless the process was started to ignore it, as nohup does.
  bool hang_up = false;
};

// From now on the first such signal only sets what CaughtSignal tells; a second one of the same
// number ends the program at once.
void CatchSignals(const SignalOptions& options = {});

// The number of the signal that came; 0 if none did.
int CaughtSignal();

// Signals that are caught from now on are also sent to this child, a second one too, SIGHUP as
// SIGTERM; to none if it is 0.
void PassSignalsTo(pid_t child);

// Holds back the signals above, and those that come meanwhile, as long as it lives.
class BlockedSignals {
 public:
  BlockedSignals();
  ~BlockedSignals();
  BlockedSignals(const BlockedSignals&) = delete;
  BlockedSignals& operator=(const BlockedSignals&) = delete;

  const sigset_t& before() const { return before_; }

 private:
  sigset_t before_;
};

// Of a program that ends with `status`: 0; 128 + the signal's number if it is Cancelled because one
// came; else 1, after a line on stderr that says what is wrong.
int ExitCode(const absl::Status& status);

}  // namespace tenfold
