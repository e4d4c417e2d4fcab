#include "benchmarks/machine/processor_time.h"

#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>

namespace tenfold {
namespace {

double Seconds(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

}  // namespace

double CpuSeconds() { return Seconds(CLOCK_PROCESS_CPUTIME_ID); }

double MachineCpuSeconds() {
  // "cpu user nice system idle iowait irq softirq steal ..."
  std::ifstream file("/proc/stat");
  std::string name;
  double ticks[8] = {};
  file >> name;
  for (double& t : ticks) file >> t;
  constexpr int kIdle = 3, kIoWait = 4;
  double busy = 0.0;
  for (int i = 0; i < 8; ++i) {
    if (i != kIdle && i != kIoWait) busy += ticks[i];
  }
  return busy / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double MonotonicSeconds() { return Seconds(CLOCK_MONOTONIC); }

double OthersShare::Get() const {
  const double others = MachineCpuSeconds() - all_ - (CpuSeconds() - own_);
  return std::max(0.0, others - kClockError) / std::max(MonotonicSeconds() - start_, 1e-9);
}

double BusyShare(double seconds) {
  const OthersShare others;
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  return others.Get();
}

}  // namespace tenfold
