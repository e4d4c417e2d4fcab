#include "experiments/multiverse/report/inverse.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "experiments/multiverse/report/pair_parts.h"
#include "statistics/moderated.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

constexpr double kPrintedUnit = 0.01;
constexpr double kRounding = kPrintedUnit * kPrintedUnit / 12.0;

using Priors = std::array<statistics::VariancePrior, statistics::kFactorCells>;

double VarianceOf(const std::vector<double>& values) {
  return *statistics::SampleStd(values) * *statistics::SampleStd(values);
}

bool IsWhole(const statistics::FactorialCells& cells) { return cells[0].size() == kSeedsOfSetting; }

// Of the variances in each cell over the settings, on these seeds.
Priors PriorsOf(const std::vector<NamedCells>& grid, size_t first, size_t end) {
  Priors priors;
  const double degrees = static_cast<double>(end - first) - 1.0;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    std::vector<double> variances;
    for (const NamedCells& setting : grid) {
      if (IsWhole(setting.cells))
        variances.push_back(VarianceOf(SomeSeeds(setting.cells, first, end)[cell]));
    }
    priors[cell] = statistics::PriorOf(variances, std::vector<double>(variances.size(), degrees));
  }
  return priors;
}

Misfit MisfitOf(const statistics::FactorialCells& cells, Reading reading, const Priors& priors) {
  Misfit misfit;
  const double n = static_cast<double>(cells[0].size());
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    const PrintedCell& printed = PrintedOf(cell, reading);
    const double own = VarianceOf(cells[cell]);
    const double variance = statistics::Moderated(own, n - 1.0, priors[cell]).variance;
    const double mean_apart = *statistics::Mean(cells[cell]) - printed.mean * kPrintedUnit;
    const double of_mean = variance / kPrintedRuns + kRounding + variance / n;
    misfit.means.Add(mean_apart, of_mean);
    misfit.all.Add(mean_apart, of_mean);
    misfit.all.Add(
        std::sqrt(own) - printed.std * kPrintedUnit,
        variance / (2.0 * (kPrintedRuns - 1.0)) + kRounding + variance / (2.0 * (n - 1.0)));
  }
  return misfit;
}

}  // namespace

std::vector<Candidate> CandidatesOf(const std::vector<NamedCells>& asked,
                                    const std::vector<NamedCells>& grid) {
  const Priors first = PriorsOf(grid, 0, kFirstTestedSeed);
  const Priors second = PriorsOf(grid, kFirstTestedSeed, kSeedsOfSetting);
  std::vector<Candidate> candidates;
  for (const auto& [name, cells] : asked) {
    if (!IsWhole(cells)) continue;
    for (Reading reading : {Reading::kHeaded, Reading::kCaptioned}) {
      candidates.push_back(
          {name, reading, MisfitOf(SomeSeeds(cells, 0, kFirstTestedSeed), reading, first),
           MisfitOf(SomeSeeds(cells, kFirstTestedSeed, kSeedsOfSetting), reading, second)});
    }
  }
  return candidates;
}

std::vector<Candidate> Nearest(std::vector<Candidate> candidates,
                               statistics::ChiSquared Misfit::* by) {
  std::stable_sort(candidates.begin(), candidates.end(),
                   [by](const Candidate& a, const Candidate& b) {
                     return (a.chosen.*by).value < (b.chosen.*by).value;
                   });
  return candidates;
}

}  // namespace tenfold::reports
