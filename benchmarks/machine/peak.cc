#include "benchmarks/machine/peak.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "statistics/statistics.h"

namespace tenfold::benchmarks {
namespace {

using Clock = std::chrono::steady_clock;

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double GflopsOnThisThread(const FmaLoop& loop, double seconds) {
  constexpr int64_t kIterations = 20000;  // under a tenth of a millisecond
  volatile float sink = loop.run(kIterations);
  std::vector<double> runs;
  const Clock::time_point start = Clock::now();
  do {
    const Clock::time_point run = Clock::now();
    sink = loop.run(kIterations);
    runs.push_back(SecondsSince(run));
  } while (SecondsSince(start) < seconds);
  static_cast<void>(sink);
  return loop.flops_per_iteration * kIterations / *statistics::Median(std::move(runs)) * 1e-9;
}

}  // namespace

double MeasurePeakGflops(const FmaLoop& loop, int threads, double seconds) {
  std::vector<double> gflops(threads);
  std::vector<std::thread> others;
  for (int i = 1; i < threads; ++i) {
    others.emplace_back([&, i] { gflops[i] = GflopsOnThisThread(loop, seconds); });
  }
  gflops[0] = GflopsOnThisThread(loop, seconds);
  for (std::thread& other : others) other.join();
  double sum = 0.0;
  for (double g : gflops) sum += g;
  return sum;
}

TriadArrays::TriadArrays(int64_t bytes)
    : a_(bytes / 3 / sizeof(float)), b_(a_.size(), 1.0f), c_(a_.size(), 2.0f) {}

void TriadArrays::Run() {
  float* a = a_.data();
  const float *b = b_.data(), *c = c_.data();
  const int64_t n = static_cast<int64_t>(a_.size());
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) a[i] = b[i] + 3.0f * c[i];
}

double MeasureTriadGbps(int64_t bytes, double seconds) {
  TriadArrays arrays(bytes);
  arrays.Run();
  double best = 0.0;
  volatile float sink = 0.0f;
  const Clock::time_point start = Clock::now();
  do {
    const Clock::time_point pass = Clock::now();
    arrays.Run();
    best = std::max(best, arrays.bytes_moved() / SecondsSince(pass) * 1e-9);
    sink = arrays.result();
  } while (SecondsSince(start) < seconds);
  static_cast<void>(sink);
  return best;
}

}  // namespace tenfold::benchmarks
