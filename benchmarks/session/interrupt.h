// SIGINT and SIGTERM end a measuring session early; what was measured so far is kept.
#pragma once

#include "absl/status/status.h"

namespace tenfold {

// From now on the first such signal only sets what InterruptSignal tells; a second one ends the
// program at once.
void CatchInterrupts();

// The number of the signal that came; 0 if none did.
int InterruptSignal();

// Of a program that ends: 128 and the signal, as shells do, after a line that says so; or 0 or 1.
int ExitCode(const absl::Status& status);

}  // namespace tenfold
