#include "experiments/exhaustive/intervals.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "statistics/statistics.h"

namespace tenfold::exhaustive {
namespace {

using measurements::Exhaustive;
using measurements::ExhaustiveNetwork;

constexpr int kSeeds = 10, kResamples = 2000;

// Of 100 digits; what resample r and seed s are wrong about.
Exhaustive Made(const std::function<int64_t(int s)>& of_seed,
                const std::function<int64_t(int r)>& of_resample) {
  Exhaustive file;
  file.test_pairs = 100;
  file.digits = 100;
  file.checked_pairs = 1;
  for (const char* name : {"pairs/paper/mlp", "pairs/paper/cnn"}) {
    measurements::ExhaustiveSetting setting = {name, {}};
    for (int s = 0; s < kSeeds; ++s) {
      ExhaustiveNetwork network = {s, "0123456789abcdef", s, of_seed(s), 0, {}};
      for (int r = 0; r < kResamples; ++r) {
        network.resampled.push_back(of_seed(s) + of_resample(r));
      }
      setting.networks.push_back(network);
    }
    file.settings.push_back(setting);
  }
  return file;
}

int64_t OfSeed(int s) { return 2000 + 20 * s; }
int64_t OfResample(int r) { return r % 200 - 100; }

double Reach(const statistics::Interval& interval) { return (interval.high - interval.low) / 2.0; }

TEST(EstimateOf, ByHand) {
  const Exhaustive file = Made(OfSeed, OfResample);
  const Estimate estimate = *EstimateOf(SumOf(file, {{&file.settings[0], 1.0}}));
  EXPECT_EQ(estimate.seeds, 10u);
  // 0 to 9 wrong of 100, and 2000 to 2180 of 10,000.
  EXPECT_DOUBLE_EQ(estimate.of_runs.estimate, 0.955);
  EXPECT_DOUBLE_EQ(estimate.over_seeds.estimate, 0.791);
  EXPECT_DOUBLE_EQ(estimate.over_digits.estimate, 0.791);
  // 1 to 10 have the sample variance 55 / 6; Student's 97.5 % of nine degrees is 2.262.
  const double of_seeds = std::sqrt(55.0 / 6.0 / kSeeds);
  EXPECT_NEAR(Reach(estimate.of_runs), 2.262 * 0.01 * of_seeds, 1e-5);
  EXPECT_NEAR(Reach(estimate.over_seeds), 2.262 * 0.002 * of_seeds, 1e-5);
  // 2.5 and 97.5 % of what is spread evenly from -0.01 to 0.0099.
  EXPECT_NEAR(estimate.over_digits.low, 0.791 - 0.0095, 1e-4);
  EXPECT_NEAR(estimate.over_digits.high, 0.791 + 0.0095, 2e-4);
  // Both variances.
  const double of_digits = 0.02 / std::sqrt(12.0);
  const double both = std::hypot(0.002 * of_seeds, of_digits);
  EXPECT_NEAR(Reach(estimate.over_both) / (2.262 * both), 1.0, 0.05);
}

// What comes of the seeds alone is not made smaller by drawing them.
TEST(EstimateOf, SeedsAlone) {
  const Exhaustive file = Made(OfSeed, [](int) { return 0; });
  const Estimate estimate = *EstimateOf(SumOf(file, {{&file.settings[0], 1.0}}));
  EXPECT_NEAR(Reach(estimate.over_both) / Reach(estimate.over_seeds), 1.0, 0.05);
  EXPECT_NEAR(Reach(estimate.over_digits), 0.0, 1e-12);
}

// What settings share is not in their difference.
TEST(EstimateOf, Difference) {
  Exhaustive file = Made(OfSeed, OfResample);
  for (ExhaustiveNetwork& network : file.settings[1].networks) {
    network.wrong -= 100;
    for (int64_t& wrong : network.resampled) wrong -= 100;
  }
  const Estimate estimate =
      *EstimateOf(SumOf(file, {{&file.settings[1], 1.0}, {&file.settings[0], -1.0}}));
  for (const statistics::Interval& interval :
       {estimate.over_seeds, estimate.over_digits, estimate.over_both}) {
    EXPECT_NEAR(interval.low, 0.01, 1e-9);
    EXPECT_NEAR(interval.high, 0.01, 1e-9);
  }
}

TEST(EstimateOf, TooFew) {
  Exhaustive file = Made(OfSeed, OfResample);
  file.settings[1].networks.erase(file.settings[1].networks.begin(),
                                  file.settings[1].networks.end() - 2);
  EXPECT_FALSE(EstimateOf(SumOf(file, {{&file.settings[1], 1.0}})).has_value());
  EXPECT_FALSE(
      EstimateOf(SumOf(file, {{&file.settings[0], 1.0}, {&file.settings[1], -1.0}})).has_value());
  EXPECT_FALSE(EstimateOf(SumOf(file, {})).has_value());
  for (ExhaustiveNetwork& network : file.settings[0].networks) network.resampled.clear();
  EXPECT_FALSE(EstimateOf(SumOf(file, {{&file.settings[0], 1.0}})).has_value());
}

}  // namespace
}  // namespace tenfold::exhaustive
