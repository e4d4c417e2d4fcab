#include "experiments/variance/components.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "absl/strings/str_cat.h"

namespace tenfold::variance {
namespace {

using measurements::kVarianceNetworks;
using measurements::VarianceReplicate;

// Of two test draws of one pair; the count is a function of the bits of all sources, as Source has
// them.
template <typename Count>
WrongAnswers WrongBy(const Count& count) {
  WrongAnswers wrong;
  for (unsigned n = 0; n < kVarianceNetworks; ++n) {
    wrong[n] = {count(n), count(n | kTestDraw)};
  }
  return wrong;
}

Components ComponentsBy(const WrongAnswers& wrong) {
  return ComponentsOf(SumsOf(wrong), /*test_pairs=*/1, /*test_draws=*/2);
}

TEST(SumsOf, ByHand) {
  // Network n is wrong 1 + n times on the first draw and 10 times on the second.
  WrongAnswers wrong;
  for (int n = 0; n < kVarianceNetworks; ++n) wrong[n] = {1 + n, 10};
  const VarianceReplicate sums = SumsOf(wrong);
  EXPECT_EQ(sums.wrong, 36 + 80);
  // With itself: 1 + 4 + ... + 64 and eight times 100.
  EXPECT_EQ(sums.same_draw[7], 204 + 800);
  // With the network of which it shares nothing: 2 (1 * 8 + 2 * 7 + 3 * 6 + 4 * 5).
  EXPECT_EQ(sums.same_draw[0], 120 + 800);
  // Sharing the train draw alone: networks 0 and 6, 2 and 4, 1 and 7, 3 and 5.
  EXPECT_EQ(sums.same_draw[kTrainDraw], 2 * (1 * 7 + 3 * 5 + 2 * 8 + 4 * 6) + 800);
  EXPECT_EQ(sums.any_draws[0], 2 * (11 * 18 + 12 * 17 + 13 * 16 + 14 * 15));
}

// One source alone that makes 1 or 3 has the sample variance 2.
TEST(ComponentsOf, OneSourceAlone) {
  for (const unsigned source : {kTrainDraw, kInitialWeights, kBatchOrder, kTestDraw}) {
    const Components components =
        ComponentsBy(WrongBy([&](unsigned level) { return (level & source) != 0 ? 3 : 1; }));
    for (unsigned u = 1; u <= kAllSources; ++u) {
      EXPECT_DOUBLE_EQ(components[u], u == source ? 2.0 : 0.0) << NameOf(u);
    }
    EXPECT_DOUBLE_EQ(components[0], 3.0) << "the mean product of 1 and 3";
  }
}

// Two sources that make 3 where their levels are equal and 1 where not: the analysis of variance of
// a 2 x 2 table without main effects has the mean square 4 for the interaction, and each source's
// component is (0 - 4) / 2.
TEST(ComponentsOf, AnInteractionAlone) {
  for (const unsigned pair : {3u, 5u, 6u, 9u, 10u, 12u}) {
    const Components components = ComponentsBy(WrongBy(
        [&](unsigned level) { return (level & pair) == pair || (level & pair) == 0 ? 3 : 1; }));
    for (unsigned u = 1; u <= kAllSources; ++u) {
      const bool one_of_them = u != pair && (u & pair) == u;
      EXPECT_DOUBLE_EQ(components[u], u == pair ? 4.0 : one_of_them ? -2.0 : 0.0) << NameOf(u);
    }
  }
}

// Normal effects with these variances for each set of sources, and the components found.
class PlantedTest : public ::testing::Test {
 protected:
  static constexpr int kPairs = 1000000, kDraws = 20, kReplicates = 1000;

  // Of one replicate: an effect for each combination of the levels of the sources.
  VarianceReplicate Replicate(const Components& variances) {
    std::array<std::vector<double>, kAllSources + 1> effects;
    WrongAnswers wrong;
    for (unsigned u = 1; u <= kAllSources; ++u) {
      for (int i = 0; i < kVarianceNetworks * kDraws; ++i) {
        effects[u].push_back(std::sqrt(variances[u]) * normal_(generator_));
      }
    }
    for (unsigned n = 0; n < kVarianceNetworks; ++n) {
      for (int t = 0; t < kDraws; ++t) {
        double rate = 0.15;
        for (unsigned u = 1; u <= kAllSources; ++u) {
          const int draw = (u & kTestDraw) != 0 ? t : 0;
          rate += effects[u][(n & u) + static_cast<unsigned>(kVarianceNetworks * draw)];
        }
        wrong[n].push_back(std::llround(kPairs * rate));
      }
    }
    return SumsOf(wrong);
  }

  Decomposition Find(const Components& variances) {
    std::vector<VarianceReplicate> replicates;
    for (int i = 0; i < kReplicates; ++i) replicates.push_back(Replicate(variances));
    return *Decompose(replicates, kPairs, kDraws);
  }

  std::mt19937_64 generator_{25};
  std::normal_distribution<double> normal_;
};

// Each interval, widened for fifteen of them, has what was planted, zero too.
TEST_F(PlantedTest, EachComponentIsFound) {
  Components variances{};
  variances[kTestDraw] = 1.0e-4;
  variances[kTrainDraw] = 2.0e-5;
  variances[kInitialWeights] = 6.0e-6;
  variances[kTrainDraw | kInitialWeights] = 4.0e-6;
  variances[kTrainDraw | kTestDraw] = 1.0e-5;
  variances[kAllSources] = 1.0e-5;
  double total = 0.0;
  for (const double variance : variances) total += variance;
  const Decomposition found = Find(variances);
  for (unsigned u = 1; u <= kAllSources; ++u) {
    const statistics::Interval& share = found.shares[u];
    const double half = 0.8 * (share.high - share.low);
    EXPECT_NEAR(share.estimate, variances[u] / total, half) << NameOf(u);
    EXPECT_LT(half, 0.05) << NameOf(u);
    if (variances[u] > 0.0) {
      EXPECT_GT(share.low, 0.0) << NameOf(u);
    }
  }
  EXPECT_NEAR(found.accuracy.estimate, 0.85, 1e-3);
  EXPECT_NEAR(found.total_std.estimate, std::sqrt(total), 3e-4);
  EXPECT_NEAR(found.networks_std.estimate, std::sqrt(3.0e-5), 2e-4);
  // Initial weights, their interaction with the train draw, and that of all.
  EXPECT_NEAR(found.kept_data_std.estimate, std::sqrt(2.0e-5 / total), 0.01);
  EXPECT_NEAR(found.floor.estimate, 0.15 * 0.85 / kPairs / total, 1e-5);
}

// Without any interaction but that of all, which is what independent draws of pairs leave.
TEST_F(PlantedTest, ResidualIsTheInteractionOfAll) {
  Components variances{};
  variances[kBatchOrder] = 3.0e-5;
  variances[kAllSources] = 7.0e-5;
  const Decomposition found = Find(variances);
  EXPECT_NEAR(found.shares[kAllSources].estimate, 0.7, 0.03);
  EXPECT_NEAR(found.shares[kBatchOrder].estimate, 0.3, 0.03);
  EXPECT_NEAR(found.interactions.estimate, 0.7, 0.03);
  for (size_t s = 0; s < kSources.size(); ++s) {
    EXPECT_NEAR(found.totals[s].estimate, kSources[s] == kBatchOrder ? 1.0 : 0.7, 0.03);
  }
}

TEST(Decompose, NothingWithoutVarianceOrReplicates) {
  const VarianceReplicate equal = SumsOf(WrongBy([](unsigned) { return 1; }));
  EXPECT_FALSE(Decompose({}, 2, 2).has_value());
  EXPECT_FALSE(Decompose({equal}, 2, 2).has_value());
  EXPECT_FALSE(Decompose({equal, equal, equal}, 2, 2).has_value());
}

TEST(NameOf, Sets) {
  EXPECT_EQ(NameOf(kTestDraw), "test draw");
  EXPECT_EQ(NameOf(kTrainDraw | kTestDraw), "train draw × test draw");
  EXPECT_EQ(NameOf(kAllSources), "train draw × initial weights × batch order × test draw");
}

}  // namespace
}  // namespace tenfold::variance
