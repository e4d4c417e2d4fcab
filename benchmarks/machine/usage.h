// What processes use: this one's memory and processor time, and the processor time of everything on
// the machine.
#pragma once

#include <cstdint>

namespace tenfold::benchmarks {

// Seconds of processor time that this process has used.
double CpuSeconds();

// Seconds of processor time that all processors together have spent on anything (with what the
// hypervisor gave to others while they wanted to run), in steps of about 10 ms. See proc(5), stat.
double MachineCpuSeconds();

// Seconds of the clock that all processes share and that never goes back.
double MonotonicSeconds();

// Measures what other processes use while it lives.
class OthersShare {
 public:
  // Seconds of processor time of others per second since the construction, less what the coarse
  // clock may pretend (kClockError). 1: they kept one processor busy.
  double Get() const;

 private:
  static constexpr double kClockError = 0.025;  // s
  const double own_ = CpuSeconds(), all_ = MachineCpuSeconds(), start_ = MonotonicSeconds();
};

// The share of one processor that others use while this process sleeps for `seconds`.
double BusyShare(double seconds);

// Resident memory of this process in bytes: now, and the most since the start or the last reset.
int64_t ResidentBytes();
int64_t PeakResidentBytes();
void ResetPeakResidentBytes();

}  // namespace tenfold::benchmarks
