#include "benchmarks/reading/repeats.h"

#include <cmath>
#include <cstdio>
#include <random>

#include "benchmarks/session/paired_rounds.h"
#include "gtest/gtest.h"

namespace tenfold::benchmarks {
namespace {

using measurements::Benchmark;
using measurements::Ratio;

Ratio Row(const std::string& workload, double ratio, double half_width) {
  Ratio row;
  row.workload = workload;
  row.engine = "simd";
  row.baseline = "libtorch";
  row.ratio = statistics::Interval{ratio, ratio - half_width, ratio + half_width};
  row.standard_error = 0.01;
  row.narrow = true;
  return row;
}

Benchmark Session(const std::vector<Ratio>& rows) {
  Benchmark benchmark;
  benchmark.ratios = rows;
  return benchmark;
}

TEST(CheckRepeatsTest, OverlapOfAllIntervals) {
  const Benchmark a = Session({Row("x", 2.0, 0.1), Row("y", 2.0, 0.1), Row("z", 1.0, 0.1)});
  const Benchmark b = Session({Row("y", 2.15, 0.1), Row("x", 2.15, 0.1)});
  const Benchmark c = Session({Row("x", 2.25, 0.1), Row("y", 2.05, 0.1)});
  const Repeats repeats = *CheckRepeats({a, b, c});
  ASSERT_EQ(repeats.rows.size(), 2);
  // Each overlaps with the next, the first and the last do not.
  EXPECT_EQ(repeats.rows[0].workload, "x");
  EXPECT_FALSE(repeats.rows[0].overlap());
  EXPECT_NEAR(repeats.rows[0].spread, 0.125, 1e-9);
  EXPECT_TRUE(repeats.rows[1].overlap());
  EXPECT_EQ(repeats.overlapping(), 1);
  ASSERT_EQ(repeats.left_out.size(), 1);
  EXPECT_EQ(repeats.left_out[0], "z, simd beside libtorch");
}

TEST(CheckRepeatsTest, Errors) {
  const Benchmark a = Session({Row("x", 2.0, 0.1)});
  EXPECT_FALSE(CheckRepeats({a}).ok());
  EXPECT_FALSE(CheckRepeats({a, Session({Row("y", 2.0, 0.1)})}).ok());
}

// Made sessions of many rows, each measured as a session does: rounds of processes with noise,
// until narrow or at most so many. Rows differ from session to session by `layout` besides.
std::vector<Benchmark> MakeSessions(int count, int rows, int least, int most, double noise,
                                    double layout, std::mt19937& generator) {
  std::normal_distribution<double> normal;
  std::vector<Benchmark> sessions(count);
  for (Benchmark& session : sessions) {
    for (int row = 0; row < rows; ++row) {
      Probes probes;
      RoundsOptions options;
      options.least = least;
      PairedRounds rounds(2, 1, {{0, 1}}, options, &probes);
      const double ratio = 3.0 * std::exp(layout * normal(generator));
      for (int i = 0; i < most && !rounds.AllNarrow(); ++i) {
        EXPECT_TRUE(
            rounds
                .Run([&](int p) -> absl::StatusOr<std::vector<ProcessTiming>> {
                  return std::vector<ProcessTiming>{
                      {(p == 0 ? 1.0 : ratio) * std::exp(noise * normal(generator)), 1.0, 1.0}};
                })
                .ok());
      }
      const RatioResult result = rounds.Ratio({0, 1}, 0);
      Ratio measured = Row(std::to_string(row), 0.0, 0.0);
      measured.ratio = result.ratio;
      measured.standard_error = result.standard_error;
      measured.narrow = result.narrow;
      session.ratios.push_back(measured);
    }
  }
  return sessions;
}

// Five sessions of quick and of full length, with quiet and with noisy processes.
TEST(CheckRepeatsTest, IntervalsOfMadeSessionsOverlap) {
  std::mt19937 generator(1);
  for (int least : {3, 4}) {
    for (double noise : {0.005, 0.01, 0.03}) {
      const Repeats repeats = *CheckRepeats(MakeSessions(
          5, 1000, least, least + 4, noise, statistics::kBetweenSessionsStd, generator));
      std::printf(
          "%d rounds, processes differ by %.1f %%: five intervals overlap in %d of 1000 rows; "
          "between sessions %.2f %%\n",
          least, noise * 100, repeats.overlapping(), repeats.between_sessions_std * 100);
      EXPECT_GE(repeats.overlapping(), 940);
      // Noisy sessions that end when their interval is narrow look a little further apart.
      EXPECT_NEAR(repeats.between_sessions_std, statistics::kBetweenSessionsStd, 0.004);
    }
  }
  // With sessions that differ far more than intervals have room for it shows.
  const Repeats apart = *CheckRepeats(
      MakeSessions(5, 200, 4, 8, 0.01, 4.0 * statistics::kBetweenSessionsStd, generator));
  EXPECT_LT(apart.overlapping(), 100);
  EXPECT_NEAR(apart.between_sessions_std, 4.0 * statistics::kBetweenSessionsStd, 0.005);
}

}  // namespace
}  // namespace tenfold::benchmarks
