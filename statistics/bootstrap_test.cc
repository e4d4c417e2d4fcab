#include "statistics/bootstrap.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace tenfold::statistics {
namespace {

using Rows = std::vector<std::vector<double>>;

std::vector<std::optional<Interval>> Intervals(
    const Rows& rows, uint64_t seed,
    const std::function<std::vector<double>(const std::vector<double>&)>& statistics =
        [](const std::vector<double>& mean) { return mean; }) {
  std::mt19937_64 generator(seed);
  return BootstrapIntervals(rows, statistics, 1000, [&](uint32_t bound) {
    return static_cast<uint32_t>(generator() % bound);
  });
}

TEST(Bootstrap, AllResamplesByHand) {
  // Each resample in turn: of the rows 0 and 1 their four pairs, whose means are 0, 1/2, 1/2, 1.
  uint32_t calls = 0;
  const auto intervals = BootstrapIntervals(
      {{0.0}, {1.0}}, [](const std::vector<double>& mean) { return mean; }, 4,
      [&](uint32_t bound) {
        EXPECT_EQ(bound, 2u);
        const uint32_t call = calls++;
        return call % 2 == 0 ? call / 4 % 2 : call / 2 % 2;
      },
      /*confidence=*/0.5);
  EXPECT_EQ(calls, 8u);
  ASSERT_TRUE(intervals[0].has_value());
  EXPECT_EQ(intervals[0]->estimate, 0.5);
  // One of four is left out at each end.
  EXPECT_EQ(intervals[0]->low, 0.5);
  EXPECT_EQ(intervals[0]->high, 0.5);
}

// Of a mean of normal values, and of the ratio of two: how often the intervals have the truth.
TEST(Bootstrap, CoversAsOftenAsItSays) {
  std::mt19937_64 generator(1);
  std::normal_distribution<double> normal;
  int mean_covered = 0, ratio_covered = 0;
  for (int study = 0; study < 200; ++study) {
    Rows rows;
    for (int i = 0; i < 60; ++i) rows.push_back({normal(generator), 5.0 + normal(generator)});
    const auto intervals =
        Intervals(rows, static_cast<uint64_t>(study), [](const std::vector<double>& mean) {
          return std::vector<double>{mean[0], mean[0] / mean[1]};
        });
    mean_covered += intervals[0]->low <= 0.0 && 0.0 <= intervals[0]->high;
    ratio_covered += intervals[1]->low <= 0.0 && 0.0 <= intervals[1]->high;
  }
  EXPECT_GE(mean_covered, 180);
  EXPECT_LE(mean_covered, 198);
  EXPECT_GE(ratio_covered, 180);
}

TEST(Bootstrap, NothingForOneRowOrWhatIsNotFinite) {
  EXPECT_TRUE(Intervals({}, 1).empty());
  EXPECT_FALSE(Intervals({{1.0}}, 1)[0].has_value());
  const auto intervals = Intervals(
      {{0.0, 1.0}, {1.0, 1.0}}, 1,
      [](const std::vector<double>& mean) { return std::vector<double>{1.0 / mean[0], mean[1]}; });
  EXPECT_FALSE(intervals[0].has_value()) << "some resample has no 1";
  EXPECT_TRUE(intervals[1].has_value());
}

}  // namespace
}  // namespace tenfold::statistics
