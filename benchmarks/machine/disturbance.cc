#include "benchmarks/machine/disturbance.h"

#include <algorithm>

namespace tenfold::benchmarks {

void Probes::Add(double gflops) {
  sorted_.insert(std::upper_bound(sorted_.begin(), sorted_.end(), gflops), gflops);
}

double Probes::best() const { return sorted_.empty() ? 0.0 : sorted_.back(); }

double Probes::usual() const { return sorted_.empty() ? 0.0 : sorted_[sorted_.size() / 2]; }

bool IsDisturbed(const ProcessTiming& sample, const Probes& probes) {
  return std::min(sample.probe_before, sample.probe_after) < (1.0 - kProbeLoss) * probes.usual() ||
         sample.cpu_share < kLeastCpuShare || sample.others_share > kMostOthersShare;
}

}  // namespace tenfold::benchmarks
