#include "base/interruption.h"

#include <unistd.h>

#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>

namespace tenfold {
namespace {

// How long runs may take to end after a signal, in seconds.
constexpr unsigned kPatience = 1;

std::atomic<int> received_signal{0};
char sweep_name[200];  // does not change once runs_planned is set
std::atomic<size_t> runs_planned{0}, runs_there{0};

// Only calls that a signal handler may make.
void SayWhatIsLeft() {
  char line[sizeof(sweep_name) + 200];
  char* end = line;
  const auto add = [&](const char* text) { end = stpcpy(end, text); };
  const auto add_number = [&](size_t number) { end = std::to_chars(end, end + 20, number).ptr; };
  const size_t planned = runs_planned, there = runs_there;
  add("interrupted: ");
  if (planned == 0) {
    add("no run was begun");
  } else {
    add(sweep_name);
    add(": ");
    add_number(there);
    add(" of ");
    add_number(planned);
    add(" runs are there; the same command makes the other ");
    add_number(planned - there);
  }
  add("\n");
  if (write(STDERR_FILENO, line, static_cast<size_t>(end - line)) < 0) return;
}

void OnAlarm(int) {
  SayWhatIsLeft();
  _exit(128 + received_signal);
}

void OnSignal(int signal) {
  received_signal = signal;
  alarm(kPatience);
  std::signal(signal, SIG_DFL);
}

}  // namespace

void CatchInterruptions() {
  std::signal(SIGALRM, OnAlarm);
  std::signal(SIGINT, OnSignal);
  std::signal(SIGTERM, OnSignal);
}

int InterruptingSignal() { return received_signal; }

void DescribeSweep(const std::string& name, size_t runs) {
  std::snprintf(sweep_name, sizeof(sweep_name), "%s", name.c_str());
  runs_planned = runs;
}

void SetRunsThere(size_t runs) { runs_there = runs; }

void EndInterrupted() {
  alarm(0);
  SayWhatIsLeft();
}

}  // namespace tenfold
