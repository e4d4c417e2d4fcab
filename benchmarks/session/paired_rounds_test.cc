#include "benchmarks/session/paired_rounds.h"

#include <cmath>
#include <random>
#include <string>

#include "absl/status/status.h"
#include "gtest/gtest.h"

namespace tenfold::benchmarks {
namespace {

// Times of made processes: participant p takes `seconds[p]`, with log-normal noise.
struct Machine {
  std::vector<double> seconds;
  double noise = 0.0;
  std::mt19937 generator{1};
  std::string order = {};  // participants as they ran

  std::vector<ProcessTiming> Run(int participant, double disturbance = 1.0) {
    order += static_cast<char>('A' + participant);
    std::normal_distribution<double> normal(0.0, noise);
    return {{seconds[participant] * disturbance * std::exp(normal(generator)), 100.0 / disturbance,
             100.0, 1.0}};
  }
};

// Rounds until all are narrow, at most so many.
absl::Status RunAll(PairedRounds& rounds, int most, const PairedRounds::Measure& measure) {
  for (int i = 0; i < most && !rounds.AllNarrow(); ++i) {
    if (absl::Status status = rounds.Run(measure); !status.ok()) return status;
  }
  return absl::OkStatus();
}

TEST(RoundsTest, OrderIsReversedAndCancelsADrift) {
  Probes probes;
  PairedRounds rounds(2, 1, {{0, 1}}, {}, &probes);
  Machine machine{{1.0, 3.0}};
  double drift = 1.0;
  ASSERT_TRUE(RunAll(rounds, 30, [&](int p) {
                std::vector<ProcessTiming> samples = machine.Run(p);
                samples[0].seconds *= drift;
                drift *= 1.02;
                return samples;
              }).ok());
  EXPECT_EQ(machine.order, "ABBAABBAABBAABBA");
  const RatioResult result = rounds.Ratio({0, 1}, 0);
  EXPECT_NEAR(result.ratio->estimate, 3.0, 1e-9);
  EXPECT_EQ(result.rounds, 4);
  EXPECT_TRUE(result.narrow);
  EXPECT_EQ(probes.best(), 100.0);
}

TEST(RoundsTest, DisturbedRoundsAreCountedAndDoNotCount) {
  Probes probes;
  PairedRounds rounds(2, 1, {{0, 1}}, {}, &probes);
  Machine machine{{1.0, 2.0}, 0.001};
  int process = 0;
  ASSERT_TRUE(RunAll(rounds, 30, [&](int p) {
                ++process;  // in the second and the third round one process is slow
                return machine.Run(p, process == 6 || process == 9 ? 1.5 : 1.0);
              }).ok());
  const RatioResult result = rounds.Ratio({0, 1}, 0);
  EXPECT_EQ(result.rounds, 4);
  EXPECT_EQ(result.disturbed, 2);
  EXPECT_NEAR(result.ratio->estimate, 2.0, 0.01);
  EXPECT_GT(*result.disturbed_ratio, 1.9);
  EXPECT_EQ(rounds.Samples(0, 0, false).size(), 12);
  EXPECT_EQ(rounds.Samples(0, 0, true).size() + rounds.Samples(1, 0, true).size(), 22);
}

TEST(RoundsTest, NarrowNeedsRoundsAndASmallSpread) {
  Probes probes;
  PairedRounds noisy(2, 1, {{0, 1}}, {}, &probes);
  Machine machine{{1.0, 2.0}, 0.08};
  const auto measure = [&](int p) { return machine.Run(p); };
  EXPECT_FALSE(noisy.Ratio({0, 1}, 0).disturbed_ratio.has_value());
  ASSERT_TRUE(RunAll(noisy, 200, measure).ok());
  EXPECT_GT(noisy.Ratio({0, 1}, 0).rounds, 4);
  EXPECT_TRUE(noisy.Ratio({0, 1}, 0).narrow);
  EXPECT_LE(statistics::RelativeHalfWidth(*noisy.Ratio({0, 1}, 0).ratio), 0.05);

  PairedRounds limited(2, 1, {{0, 1}}, {}, &probes);
  machine.noise = 1.0;
  ASSERT_TRUE(RunAll(limited, 6, measure).ok());
  EXPECT_EQ(limited.Ratio({0, 1}, 0).rounds, 6);
  EXPECT_FALSE(limited.Ratio({0, 1}, 0).narrow);

  PairedRounds one(2, 1, {{0, 1}}, {}, &probes);
  ASSERT_TRUE(RunAll(one, 1, measure).ok());
  EXPECT_FALSE(one.Ratio({0, 1}, 0).ratio.has_value());
  EXPECT_EQ(one.Ratio({0, 1}, 0).rounds, 1);
  EXPECT_TRUE(one.Ratio({0, 1}, 0).disturbed_ratio.has_value());
}

// However little the rounds differ, another session would.
TEST(RoundsTest, AnIntervalHasRoomForAnotherSession) {
  Probes probes;
  PairedRounds rounds(2, 1, {{0, 1}}, {}, &probes);
  Machine steady{{1.0, 2.0}};
  ASSERT_TRUE(RunAll(rounds, 30, [&](int p) { return steady.Run(p); }).ok());
  const RatioResult result = rounds.Ratio({0, 1}, 0);
  EXPECT_NEAR(result.standard_error, 0.0, 1e-12);
  EXPECT_NEAR(std::log(result.ratio->high / 2.0), 1.96 * statistics::kBetweenSessionsStd, 1e-5);
}

TEST(RoundsTest, WhoseRatiosAreNarrowSitsOut) {
  Probes probes;
  PairedRounds rounds(3, 1, {{0, 2}, {1, 2}}, {}, &probes);
  Machine steady{{1.0, 1.0, 2.0}};
  Machine noisy{{1.0, 1.0, 2.0}, 0.2};
  std::string order;
  ASSERT_TRUE(RunAll(rounds, 10, [&](int p) {
                order += static_cast<char>('A' + p);
                return p == 1 ? noisy.Run(p) : steady.Run(p);
              }).ok());
  EXPECT_EQ(order.substr(0, 6), "ABCCBA");
  EXPECT_EQ(order.substr(order.size() - 4), "BCCB");
  EXPECT_EQ(rounds.Ratio({0, 2}, 0).rounds, 4);
}

TEST(RoundsTest, AnErrorEndsIt) {
  Probes probes;
  PairedRounds rounds(2, 1, {{0, 1}}, {}, &probes);
  const absl::Status status = rounds.Run([](int) -> absl::StatusOr<std::vector<ProcessTiming>> {
    return absl::InternalError("broken");
  });
  EXPECT_EQ(status.message(), "broken");
}

}  // namespace
}  // namespace tenfold::benchmarks
