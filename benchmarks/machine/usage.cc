#include "benchmarks/machine/usage.h"

#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

namespace tenfold::benchmarks {
namespace {

double Seconds(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// A line "VmHWM:    1234 kB" of /proc/self/status.
int64_t StatusBytes(const std::string& key) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);) {
    if (line.rfind(key + ":", 0) != 0) continue;
    int64_t kibibytes = 0;
    std::istringstream(line.substr(key.size() + 1)) >> kibibytes;
    return kibibytes * 1024;
  }
  return 0;
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

int64_t ResidentBytes() { return StatusBytes("VmRSS"); }

int64_t PeakResidentBytes() { return StatusBytes("VmHWM"); }

// See proc(5), clear_refs.
void ResetPeakResidentBytes() { std::ofstream("/proc/self/clear_refs") << "5"; }

}  // namespace tenfold::benchmarks
