#include "benchmarks/session/interrupt.h"

#include <csignal>
#include <cstdio>

namespace tenfold {
namespace {

volatile std::sig_atomic_t caught = 0;

void Catch(int signal) {
  caught = signal;
  std::signal(signal, SIG_DFL);
}

}  // namespace

void CatchInterrupts() {
  std::signal(SIGINT, Catch);
  std::signal(SIGTERM, Catch);
}

int InterruptSignal() { return caught; }

int ExitCode(const absl::Status& status) {
  if (caught == 0) return status.ok() ? 0 : 1;
  std::fprintf(stderr, "interrupted: only what was measured before is there\n");
  return 128 + caught;
}

}  // namespace tenfold
