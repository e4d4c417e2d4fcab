#include "benchmarks/reading/repeats.h"

#include <cmath>
#include <cstdio>
#include <random>

#include "benchmarks/session/rounds.h"
#include "gtest/gtest.h"

namespace tenfold {
namespace {

using nlohmann::ordered_json;

ordered_json Row(const std::string& workload, double ratio, double half_width,
                 double standard_error = 0.01) {
  return {{"workload", workload},
          {"engine", "simd"},
          {"baseline", "libtorch"},
          {"ratio", ratio},
          {"low", ratio - half_width},
          {"high", ratio + half_width},
          {"narrow", true},
          {"standard_error", standard_error}};
}

TEST(CheckRepeatsTest, OverlapOfAllIntervals) {
  const ordered_json a = {{"ratios", {Row("x", 2.0, 0.1), Row("y", 2.0, 0.1), Row("z", 1.0, 0.1)}}};
  const ordered_json b = {{"ratios", {Row("y", 2.15, 0.1), Row("x", 2.15, 0.1)}}};
  const ordered_json c = {{"ratios", {Row("x", 2.25, 0.1), Row("y", 2.05, 0.1)}}};
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
  const ordered_json a = {{"ratios", {Row("x", 2.0, 0.1)}}};
  EXPECT_FALSE(CheckRepeats({a}).ok());
  EXPECT_FALSE(CheckRepeats({a, {{"ratios", {Row("y", 2.0, 0.1)}}}}).ok());
  ordered_json broken = a;
  broken["ratios"][0].erase("low");
  EXPECT_EQ(CheckRepeats({a, broken}).status().message().find("number 2 is not the JSON"), 0);
  EXPECT_FALSE(CheckRepeats({a, ordered_json::array()}).ok());
}

// Made sessions of many rows, each measured as a session does: rounds of processes with noise,
// until narrow or at most so many. Rows differ from session to session by `layout` besides.
std::vector<ordered_json> MakeSessions(int count, int rows, int least, int most, double noise,
                                       double layout, std::mt19937& generator) {
  std::normal_distribution<double> normal;
  std::vector<ordered_json> sessions(count);
  for (ordered_json& session : sessions) {
    for (int row = 0; row < rows; ++row) {
      Probes probes;
      RoundsOptions options;
      options.least = least;
      Rounds rounds(2, 1, {{0, 1}}, options, &probes);
      const double ratio = 3.0 * std::exp(layout * normal(generator));
      for (int i = 0; i < most && !rounds.AllNarrow(); ++i) {
        EXPECT_TRUE(
            rounds
                .Run([&](int p) -> absl::StatusOr<std::vector<Sample>> {
                  return std::vector<Sample>{
                      {(p == 0 ? 1.0 : ratio) * std::exp(noise * normal(generator)), 1.0, 1.0}};
                })
                .ok());
      }
      const RatioResult result = rounds.Ratio({0, 1}, 0);
      ordered_json json =
          Row(std::to_string(row), result.ratio->estimate, 0.0, result.standard_error);
      json["low"] = result.ratio->low;
      json["high"] = result.ratio->high;
      json["narrow"] = result.narrow;
      session["ratios"].push_back(json);
    }
  }
  return sessions;
}

// Five sessions of quick and of full length, with quiet and with noisy processes.
TEST(CheckRepeatsTest, IntervalsOfMadeSessionsOverlap) {
  std::mt19937 generator(1);
  for (int least : {3, 4}) {
    for (double noise : {0.005, 0.01, 0.03}) {
      const Repeats repeats = *CheckRepeats(
          MakeSessions(5, 1000, least, least + 4, noise, kBetweenSessionsStd, generator));
      std::printf(
          "%d rounds, processes differ by %.1f %%: five intervals overlap in %d of 1000 rows; "
          "between sessions %.2f %%\n",
          least, noise * 100, repeats.overlapping(), repeats.between_sessions_std * 100);
      EXPECT_GE(repeats.overlapping(), 940);
      // Noisy sessions that end when their interval is narrow look a little further apart.
      EXPECT_NEAR(repeats.between_sessions_std, kBetweenSessionsStd, 0.004);
    }
  }
  // With sessions that differ far more than intervals have room for it shows.
  const Repeats apart =
      *CheckRepeats(MakeSessions(5, 200, 4, 8, 0.01, 4.0 * kBetweenSessionsStd, generator));
  EXPECT_LT(apart.overlapping(), 100);
  EXPECT_NEAR(apart.between_sessions_std, 4.0 * kBetweenSessionsStd, 0.005);
}

}  // namespace
}  // namespace tenfold
