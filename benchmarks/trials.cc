#include "benchmarks/trials.h"

#include <algorithm>
#include <cmath>

namespace tenfold {
namespace {

double SumOfLogarithms(const std::vector<double>& values) {
  double sum = 0.0;
  for (double value : values) sum += std::log(value);
  return sum;
}

}  // namespace

absl::StatusOr<std::vector<Trials>> TryInTurns(
    int configurations, const TrialsOptions& options,
    const std::function<absl::StatusOr<std::vector<double>>(int configuration)>& measure) {
  std::vector<Trials> trials(configurations);
  for (int pass = 0; pass < options.passes; ++pass) {
    for (int c = 0; c < configurations; ++c) {
      if (pass > 0 && !options.time_is_left()) return trials;
      absl::StatusOr<std::vector<double>> seconds = measure(c);
      if (!seconds.ok()) return seconds.status();
      if (pass == 0) trials[c].seconds = *seconds;
      for (size_t w = 0; w < seconds->size(); ++w) {
        trials[c].seconds[w] = std::min(trials[c].seconds[w], (*seconds)[w]);
      }
      ++trials[c].times;
    }
  }
  return trials;
}

int Fastest(const std::vector<Trials>& trials, const std::vector<int>& candidates) {
  return *std::min_element(candidates.begin(), candidates.end(), [&](int a, int b) {
    return SumOfLogarithms(trials[a].seconds) < SumOfLogarithms(trials[b].seconds);
  });
}

}  // namespace tenfold
