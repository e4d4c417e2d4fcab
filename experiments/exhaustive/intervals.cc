#include "experiments/exhaustive/intervals.h"

#include <algorithm>
#include <cmath>

#include "engine/numerics/random.h"
#include "statistics/statistics.h"

namespace tenfold::exhaustive {
namespace {

using measurements::Exhaustive;
using measurements::ExhaustiveNetwork;
using measurements::ExhaustiveSetting;

constexpr double kConfidence = 0.95;
constexpr size_t kLeastSeeds = 3;

const ExhaustiveNetwork* Find(const ExhaustiveSetting& setting, int64_t seed) {
  const auto found =
      std::find_if(setting.networks.begin(), setting.networks.end(),
                   [&](const ExhaustiveNetwork& network) { return network.seed == seed; });
  return found == setting.networks.end() ? nullptr : &*found;
}

double MeanOf(const std::vector<double>& values) { return *statistics::Mean(values); }

}  // namespace

BySeed SumOf(const Exhaustive& file,
             const std::vector<std::pair<const ExhaustiveSetting*, double>>& weights) {
  const auto of_run = static_cast<double>(file.test_pairs);
  const double pairs = static_cast<double>(file.digits) * static_cast<double>(file.digits);
  BySeed sum;
  if (weights.empty()) return sum;
  for (const ExhaustiveNetwork& one : weights.front().first->networks) {
    const bool in_all = std::all_of(weights.begin(), weights.end(), [&](const auto& weight) {
      return Find(*weight.first, one.seed) != nullptr;
    });
    if (!in_all) continue;
    double own = 0.0, all = 0.0;
    std::vector<double> resampled(one.resampled.size(), 0.0);
    for (const auto& [setting, weight] : weights) {
      const ExhaustiveNetwork& network = *Find(*setting, one.seed);
      own += weight * (1.0 - static_cast<double>(network.wrong_of_run) / of_run);
      all += weight * (1.0 - static_cast<double>(network.wrong) / pairs);
      for (size_t r = 0; r < resampled.size(); ++r) {
        resampled[r] += weight * (1.0 - static_cast<double>(network.resampled[r]) / pairs);
      }
    }
    sum.of_runs.push_back(own);
    sum.all.push_back(all);
    sum.resampled.resize(resampled.size());
    for (size_t r = 0; r < resampled.size(); ++r) sum.resampled[r].push_back(resampled[r]);
  }
  return sum;
}

std::optional<Estimate> EstimateOf(const BySeed& values) {
  const size_t seeds = values.all.size();
  if (seeds < kLeastSeeds || values.resampled.size() < 2) return std::nullopt;
  std::vector<double> digits, both;
  PhiloxGenerator generator(/*seed=*/0, Stream::kData);
  for (const std::vector<double>& by_seed : values.resampled) {
    digits.push_back(MeanOf(by_seed));
    double sum = 0.0;
    for (size_t i = 1; i < seeds; ++i) {
      sum += by_seed[generator.NextBelow(static_cast<uint32_t>(seeds))];
    }
    both.push_back(sum / static_cast<double>(seeds - 1));
  }
  std::sort(digits.begin(), digits.end());
  const auto tail =
      static_cast<size_t>((1.0 - kConfidence) / 2.0 * static_cast<double>(digits.size()));
  const double mean = MeanOf(values.all);
  const double reach = statistics::StudentQuantile(static_cast<double>(seeds - 1), kConfidence) *
                       *statistics::SampleStd(both);
  Estimate estimate;
  estimate.seeds = seeds;
  estimate.of_runs = *statistics::MeanInterval(values.of_runs, kConfidence);
  estimate.over_seeds = *statistics::MeanInterval(values.all, kConfidence);
  estimate.over_digits = {mean, digits[tail], digits[digits.size() - 1 - tail]};
  estimate.over_both = {mean, mean - reach, mean + reach};
  return estimate;
}

}  // namespace tenfold::exhaustive
