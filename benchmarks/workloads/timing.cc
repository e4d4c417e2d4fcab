#include "benchmarks/workloads/timing.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/status_macros.h"
#include "benchmarks/machine/peak.h"
#include "benchmarks/machine/usage.h"
#include "statistics/statistics.h"

namespace tenfold::benchmarks {
namespace {

constexpr double kProbeSeconds = 0.01;
constexpr double kChunkSeconds = 0.002;
// Many short chunks tell a median; an epoch longer than this is not repeated for one.
constexpr double kLongEpochSeconds = 0.02;
constexpr int kLeastChunks = 3;

}  // namespace

double Probe(int cores) {
  return MeasurePeakGflops(AvailableFmaLoops().front(), cores, kProbeSeconds);
}

absl::StatusOr<WorkTiming> MeasureTimedWork(TimedWork& work, double seconds, int cores) {
  WorkTiming timing;
  timing.cores = cores;
  const Stopwatch plan;
  TENFOLD_RETURN_IF_ERROR(work.Restart());
  timing.plan_s = plan.Seconds();
  const Stopwatch first_step;
  work.RunStep();
  timing.first_step_s = first_step.Seconds();
  const Stopwatch warm;
  for (int i = 1; i < work.steps_per_epoch(); ++i) work.RunStep();
  int since_restart = 1;
  double epoch = warm.Seconds();
  if (epoch < kLongEpochSeconds) {
    const Stopwatch again;
    work.RunEpoch();
    epoch = again.Seconds();
    ++since_restart;
  }
  const double longest = work.epochs_of_training() - 1;
  const int chunk =
      static_cast<int>(std::clamp(std::ceil(kChunkSeconds / std::max(epoch, 1e-9)), 1.0, longest));
  const int least = epoch < kLongEpochSeconds ? kLeastChunks : 1;

  timing.probe_before = Probe(cores);
  std::vector<double> chunks;
  double timed = 0.0, cpu = 0.0;
  const OthersShare others;
  while (timed < seconds || static_cast<int>(chunks.size()) < least) {
    if (since_restart + chunk > work.epochs_of_training()) {
      TENFOLD_RETURN_IF_ERROR(work.Restart());
      work.RunEpoch();
      since_restart = 1;
    }
    const double cpu_start = CpuSeconds();
    const Stopwatch stopwatch;
    work.RunEpochs(chunk);
    const double elapsed = stopwatch.Seconds();
    cpu += CpuSeconds() - cpu_start;
    timed += elapsed;
    chunks.push_back(elapsed / chunk);
    since_restart += chunk;
    timing.epochs += chunk;
  }
  timing.seconds = *statistics::Median(std::move(chunks));
  timing.cpu_share = std::min(1.0, cpu / timed);
  timing.others_share = others.Get();
  timing.probe_after = Probe(cores);
  return timing;
}

}  // namespace tenfold::benchmarks
