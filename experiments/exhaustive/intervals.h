// How sure accuracies and their differences are, over seeds and over test digits.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "experiments/measurements/exhaustive.h"
#include "statistics/inference.h"

namespace tenfold::exhaustive {

// Of a sum of settings' accuracies by seed, each a fraction.
struct BySeed {
  std::vector<double> of_runs;                 // on the run's own test pairs
  std::vector<double> all;                     // on all ordered pairs
  std::vector<std::vector<double>> resampled;  // by resample of the digits, by seed
};

// The sum of `weights` times the settings' accuracies, of the seeds that all of them have.
BySeed SumOf(const measurements::Exhaustive& file,
             const std::vector<std::pair<const measurements::ExhaustiveSetting*, double>>& weights);

// All at 95 %.
struct Estimate {
  size_t seeds = 0;
  // Of the runs' own test pairs: Student's interval over seeds, each of which draws test pairs too.
  statistics::Interval of_runs;
  // Of all ordered pairs. Over seeds, for these test digits: Student's. Over test digits, for these
  // networks: percentiles of the resamples. Over both: Student's, its standard error that of
  // resamples of the digits and of the seeds, all but one of which are drawn, without which
  // it would be too small (McCarthy and Snowden 1985).
  statistics::Interval over_seeds, over_digits, over_both;
};

// Nothing for fewer than three seeds, or without resamples.
std::optional<Estimate> EstimateOf(const BySeed& values);

}  // namespace tenfold::exhaustive
