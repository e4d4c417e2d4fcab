#include "base/signals.h"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

#include "base/command_line.h"

namespace tenfold {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

std::atomic<int> caught{0};
std::atomic<pid_t> child{0};
SignalOptions caught_with;  // does not change once signals are caught

void OnAlarm(int) {
  if (caught_with.abandon != nullptr) caught_with.abandon();
  _exit(128 + caught);
}

void OnSignal(int signal) {
  const int error = errno;
  caught = signal;
  if (caught_with.patience_s > 0) alarm(caught_with.patience_s);
  if (const pid_t pid = child; pid != 0) {
    kill(pid, signal == SIGHUP ? SIGTERM : signal);
  } else {
    ::signal(signal, SIG_DFL);
  }
  errno = error;
}

}  // namespace

void CatchSignals(const SignalOptions& options) {
  caught_with = options;
  if (options.patience_s > 0) signal(SIGALRM, OnAlarm);
  for (int number : kSignals) {
    if (number == SIGHUP && !options.hang_up) continue;
    if (signal(number, OnSignal) == SIG_IGN && number == SIGHUP) signal(number, SIG_IGN);
  }
}

int CaughtSignal() { return caught; }

void PassSignalsTo(pid_t pid) { child = pid; }

BlockedSignals::BlockedSignals() {
  sigset_t set;
  sigemptyset(&set);
  for (int number : kSignals) sigaddset(&set, number);
  pthread_sigmask(SIG_BLOCK, &set, &before_);
}

BlockedSignals::~BlockedSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

int ExitCode(const absl::Status& status) {
  if (status.ok()) return 0;
  if (absl::IsCancelled(status) && caught != 0) return 128 + caught;
  SayError(status.message());
  return 1;
}

}  // namespace tenfold
