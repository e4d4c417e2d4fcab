#include "benchmarks/timing.h"

#include <time.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "benchmarks/peak.h"
#include "reports/statistics.h"

namespace tenfold {
namespace {

constexpr double kProbeSeconds = 0.01;
constexpr double kChunkSeconds = 0.002;
constexpr int kLeastChunks = 3;

}  // namespace

double Probe(int threads) {
  return MeasurePeakGflops(AvailableFmaLoops().front(), threads, kProbeSeconds);
}

double CpuSeconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

absl::StatusOr<Timing> MeasureWork(Work& work, double seconds, int threads) {
  Timing timing;
  const Stopwatch plan;
  if (absl::Status status = work.Restart(); !status.ok()) return status;
  timing.plan_s = plan.Seconds();
  const Stopwatch first_step;
  work.RunStep();
  timing.first_step_s = first_step.Seconds();
  for (int i = 1; i < work.steps_per_epoch(); ++i) work.RunStep();
  const Stopwatch warm;
  work.RunEpoch();
  const double epoch = std::max(warm.Seconds(), 1e-9);
  // Many short chunks tell a median; long epochs are a chunk each.
  const int chunk = static_cast<int>(
      std::clamp(std::ceil(kChunkSeconds / epoch), 1.0, static_cast<double>(kEpochsOfTraining)));

  timing.probe_before = Probe(threads);
  std::vector<double> chunks;
  double timed = 0.0, cpu = 0.0;
  int since_restart = kEpochsOfTraining;
  while (timed < seconds || static_cast<int>(chunks.size()) < kLeastChunks) {
    if (since_restart + chunk > kEpochsOfTraining) {
      if (absl::Status status = work.Restart(); !status.ok()) return status;
      // The first epoch after planning finds cold caches.
      if (chunk < kEpochsOfTraining) work.RunEpoch();
      since_restart = chunk < kEpochsOfTraining ? 1 : 0;
    }
    const double cpu_start = CpuSeconds();
    const Stopwatch stopwatch;
    for (int i = 0; i < chunk; ++i) work.RunEpoch();
    const double elapsed = stopwatch.Seconds();
    cpu += CpuSeconds() - cpu_start;
    timed += elapsed;
    chunks.push_back(elapsed / chunk);
    since_restart += chunk;
    timing.epochs += chunk;
  }
  timing.seconds = *Median(std::move(chunks));
  timing.cpu_share = std::min(1.0, cpu / timed);
  timing.probe_after = Probe(threads);
  return timing;
}

}  // namespace tenfold
