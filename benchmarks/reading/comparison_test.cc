#include "benchmarks/reading/comparison.h"

#include <cmath>
#include <cstdio>
#include <random>

#include "gtest/gtest.h"

namespace tenfold::benchmarks {
namespace {

using measurements::Benchmark;

constexpr int kRows = 70;

// A made session: each row has times around its own, on a machine whose speed differs from process
// to process, which the probe sees. `slower` is the row that takes `factor` times as long.
// `layout`: standard deviation of what a row of this session takes longer or less in all its
// processes.
Benchmark MakeSession(int seed, int samples, double noise, double clock, int slower, double factor,
                      double layout = 0.0) {
  std::mt19937 generator(seed);
  std::normal_distribution<double> normal;
  Benchmark session;
  for (int row = 0; row < kRows; ++row) {
    measurements::Timing& timing = session.timings.emplace_back();
    timing.workload = "operation " + std::to_string(row);
    timing.engine = "simd";
    const double seconds =
        1e-5 * (row + 1) * (row == slower ? factor : 1.0) * std::exp(layout * normal(generator));
    for (int i = 0; i < samples; ++i) {
      const double speed = clock * std::exp(0.01 * normal(generator));
      timing.samples.push_back(
          {seconds / speed * std::exp(noise * normal(generator)), 250.0 * speed});
    }
  }
  return session;
}

int CountCalled(const std::vector<ComparedRow>& rows) {
  int called = 0;
  for (const ComparedRow& row : rows) {
    called += row.change == Change::kSlower || row.change == Change::kFaster;
  }
  return called;
}

TEST(CompareSessionsTest, ASlowerKernelIsCalledOnItsOwnRowAndNoOther) {
  int found = 0, others = 0;
  constexpr int kSessions = 100;
  for (int i = 0; i < kSessions; ++i) {
    // The second session's machine is a tenth slower altogether. Four rounds are eight processes.
    const auto comparison = CompareSessions(MakeSession(2 * i, 8, 0.012, 1.0, -1, 1.0, 0.005),
                                            MakeSession(2 * i + 1, 8, 0.012, 0.9, 7, 1.1, 0.005));
    ASSERT_TRUE(comparison.ok()) << comparison.status();
    const std::vector<ComparedRow>& rows = comparison->rows;
    const bool called = rows[7].change == Change::kSlower;
    found += called;
    others += CountCalled(rows) - (called ? 1 : 0);
  }
  std::printf("10 %% slower: called in %d of %d sessions, other rows in %d\n", found, kSessions,
              others);
  EXPECT_GE(found, 95);
  EXPECT_LE(others, 5);
}

// Neither when rows have moved as far as between sessions is usual, nor when they have moved three
// times as far, as a new build may move them.
TEST(CompareSessionsTest, NothingIsCalledWhenNothingChanged) {
  for (double layout :
       {0.0, statistics::kBetweenSessionsStd, 3.0 * statistics::kBetweenSessionsStd}) {
    int called = 0;
    for (int i = 0; i < 100; ++i) {
      called +=
          CountCalled(CompareSessions(MakeSession(1000 + 2 * i, 8, 0.012, 1.0, -1, 1.0, layout),
                                      MakeSession(1001 + 2 * i, 8, 0.012, 0.8, -1, 1.0, layout))
                          ->rows) > 0;
    }
    std::printf("nothing changed, sessions differ by %.0f %%: %d of 100 comparisons call a row\n",
                layout * 100, called);
    EXPECT_LE(called, 5) << layout;
  }
}

// The rows' common change is no spread: all of them slower is called.
TEST(CompareSessionsTest, AllSlowerIsCalled) {
  const Benchmark session = MakeSession(1, 8, 0.012, 1.0, -1, 1.0);
  Benchmark slower = MakeSession(2, 8, 0.012, 1.0, -1, 1.0);
  for (measurements::Timing& timing : slower.timings) {
    for (auto& sample : timing.samples) sample[0] *= 1.15;
  }
  EXPECT_EQ(CountCalled(CompareSessions(session, slower)->rows), kRows);
}

TEST(CompareSessionsTest, FasterSameAndCannotTell) {
  const auto faster = CompareSessions(MakeSession(1, 12, 0.01, 1.0, 3, 1.3),
                                      MakeSession(2, 12, 0.01, 1.0, -1, 1.0));
  EXPECT_EQ(faster->rows[3].change, Change::kFaster);
  EXPECT_NEAR(faster->rows[3].ratio.estimate, 1 / 1.3, 0.02);
  EXPECT_EQ(faster->rows[4].change, Change::kSame) << faster->rows[4].ratio.high;
  const auto noisy =
      CompareSessions(MakeSession(3, 4, 0.2, 1.0, -1, 1.0), MakeSession(4, 4, 0.2, 1.0, -1, 1.0));
  EXPECT_EQ(noisy->rows[0].change, Change::kCannotTell);
}

// What ran while the machine was busy decides nothing.
TEST(CompareSessionsTest, RowsWithoutSamplesAreLeftOut) {
  const Benchmark session = MakeSession(1, 3, 0.01, 1.0, -1, 1.0);
  Benchmark other = session;
  other.timings[0].samples.clear();
  other.timings[1].samples.pop_back();
  const auto comparison = CompareSessions(session, other);
  ASSERT_EQ(comparison->left_out.size(), 1);
  EXPECT_EQ(comparison->left_out[0].workload, "operation 0");
  EXPECT_EQ(comparison->rows.size(), kRows - 1);
}

TEST(CompareSessionsTest, RowsOfOneSessionOnlyAreNamed) {
  Benchmark session = MakeSession(1, 3, 0.01, 1.0, -1, 1.0);
  Benchmark other = session;
  session.timings[0].configuration = "as installed";
  other.timings[0].configuration = "tuned";
  other.timings[1].engine = "eigen";
  const auto comparison = CompareSessions(session, other);
  EXPECT_EQ(comparison->rows.size(), kRows - 2);
  ASSERT_EQ(comparison->left_out.size(), 4);
  EXPECT_EQ(comparison->left_out[0].configuration, "as installed");
  EXPECT_EQ(comparison->left_out[0].why,
            "another configuration was the fastest; only in the first");
  EXPECT_EQ(comparison->left_out[1].why, "only in the first");
  EXPECT_EQ(comparison->left_out[2].configuration, "tuned");
  EXPECT_EQ(comparison->left_out[3].engine, "eigen");
}

TEST(CompareSessionsTest, NothingInCommonIsAnError) {
  const Benchmark session = MakeSession(1, 3, 0.01, 1.0, -1, 1.0);
  Benchmark other = session;
  for (measurements::Timing& timing : other.timings) timing.engine = "eigen";
  EXPECT_EQ(CompareSessions(session, other).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace tenfold::benchmarks
