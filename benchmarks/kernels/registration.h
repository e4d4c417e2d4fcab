// What the Google Benchmark programs time, registered by name:
//   peak/fma/ISA, peak/triad/SIZE
//   operation/NAME/PART/ENGINE
//   step/WORKLOAD/ENGINE, epoch/WORKLOAD/ENGINE
// A benchmark whose engine does not agree with `reference` reports an error instead of a time.
#pragma once

#include <string>

namespace tenfold::benchmarks {

void RegisterPeak();
void RegisterOperations();
void RegisterTrainings(const std::string& mnist_dir);

// GFLOP/s of one thread: the best seen in this process so far, which this call tries to better for
// `seconds`.
double BestPeakGflops(double seconds);

// Whether a benchmark of this process refused to report.
bool SomethingFailed();

}  // namespace tenfold::benchmarks
