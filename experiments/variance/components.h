// Which part of the variance of test accuracy comes from which source: Sobol's decomposition (1993,
// 2001), each component estimated from products of results that share exactly some of the sources
// (pick-freeze; Saltelli 2002).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiments/measurements/variance.h"
#include "statistics/inference.h"

namespace tenfold::variance {

// Bits of a set of sources; the first three as in measurements::VarianceReplicate.
enum Source : unsigned { kTrainDraw = 1, kInitialWeights = 2, kBatchOrder = 4, kTestDraw = 8 };
inline constexpr unsigned kAllSources = 15;
inline constexpr std::array kSources = {kTestDraw, kTrainDraw, kInitialWeights, kBatchOrder};

// "train draw × test draw".
std::string NameOf(unsigned sources);

// By network, by test draw: how many pairs it answers wrongly.
using WrongAnswers = std::array<std::vector<int64_t>, measurements::kVarianceNetworks>;

// All have equally many test draws.
measurements::VarianceReplicate SumsOf(const WrongAnswers& wrong);

// By set of sources, of test accuracy as a fraction. Unbiased, so below zero at times: [u] is the
// variance that the sources u make together beyond what each smaller set of them makes; [0] is the
// square of the mean rate of wrong answers.
using Components = std::array<double, kAllSources + 1>;

Components ComponentsOf(const measurements::VarianceReplicate& replicate, int64_t test_pairs,
                        int64_t test_draws);

// Shares are of the total variance.
struct Decomposition {
  statistics::Interval accuracy;                             // mean
  statistics::Interval total_std;                            // with everything drawn anew
  std::array<statistics::Interval, kAllSources + 1> shares;  // by set of sources, but [0]
  statistics::Interval interactions;  // of three and four sources: their shares
  // By place in kSources: the share of the source and of all its interactions (Sobol's total
  // index), which a new draw of it makes where all else is kept.
  std::array<statistics::Interval, kSources.size()> totals;
  // What independent draws of test pairs make by themselves, the mean of p (1 - p) / test_pairs
  // over networks of accuracy p: its share.
  statistics::Interval floor;
  // Standard deviations: of the networks' own accuracy, on all pairs of test digits; and of runs
  // that keep the train and the test pairs, as a part of total_std.
  statistics::Interval networks_std, kept_data_std;
};

// With intervals at 95 %, bootstrapped over replicates. Nothing for fewer than two, or where so few
// leave a variance that is not above zero.
std::optional<Decomposition> Decompose(
    const std::vector<measurements::VarianceReplicate>& replicates, int64_t test_pairs,
    int64_t test_draws);

}  // namespace tenfold::variance
