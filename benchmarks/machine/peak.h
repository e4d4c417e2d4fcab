// What the machine can do: the roof that achieved speeds are compared with.
#pragma once

#include <cstdint>
#include <vector>

namespace tenfold::benchmarks {

// Independent chains of fused multiply-adds that never leave the registers.
struct FmaLoop {
  const char* isa;  // "avx512", "avx2", "neon"
  double flops_per_iteration;
  float (*run)(int64_t iterations);
};

// Those that this processor can run, the widest first; in a file per architecture,
// fma_loops_x86_64.cc and fma_loops_aarch64.cc.
const std::vector<FmaLoop>& AvailableFmaLoops();

// GFLOP/s of `loop` on each of `threads` threads at once, added up: the median of many short runs
// within about `seconds`. A short interruption does not show in it; a lower clock, or a neighbour
// on the same core, does.
double MeasurePeakGflops(const FmaLoop& loop, int threads, double seconds);

// One pass of a[i] = b[i] + s * c[i] over three arrays of `bytes` together (McCalpin's STREAM
// triad).
class TriadArrays {
 public:
  explicit TriadArrays(int64_t bytes);
  void Run();
  // Two reads and one write; what the write reads before is not counted.
  double bytes_moved() const { return 3.0 * sizeof(float) * a_.size(); }
  float result() const { return a_[a_.size() / 2]; }

 private:
  std::vector<float> a_, b_, c_;
};

// GB/s of the triad on one thread, the best pass within about `seconds`.
double MeasureTriadGbps(int64_t bytes, double seconds);

}  // namespace tenfold::benchmarks
