#include "experiments/pairs/report/verdicts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "experiments/pairs/report/printed_tables.h"
#include "experiments/pairs/report/settings.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

// Accuracies of `seeds` seeds: a mean and a standard deviation by setting.
statistics::FactorialCells Made(const std::function<double(int)>& mean,
                                const std::function<double(int)>& std, int seeds) {
  std::mt19937 generator(7);
  std::normal_distribution<double> noise;
  statistics::FactorialCells cells;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    for (int i = 0; i < seeds; ++i)
      cells[cell].push_back(mean(cell) + std(cell) * noise(generator));
  }
  return cells;
}

statistics::FactorialCells Made(const std::function<double(int)>& mean, double std = 0.01,
                                int seeds = 100) {
  return Made(mean, [std](int) { return std; }, seeds);
}

// .80 and what each choice adds.
std::function<double(int)> Adding(double auxiliary, double sharing, double cnn) {
  return [=](int cell) {
    return 0.80 + (cell & 1 ? auxiliary : 0) + (cell & 2 ? sharing : 0) + (cell & 4 ? cnn : 0);
  };
}

Judgement Of(const std::string& id, const statistics::FactorialCells& cells) {
  for (const Judgement& judgement : JudgePairs(cells, cells)) {
    if (judgement.claim->id == id) return judgement;
  }
  ADD_FAILURE() << "no claim " << id;
  return {};
}

Verdict VerdictOn(const std::string& id, const statistics::FactorialCells& cells) {
  return Of(id, cells).verdict;
}

TEST(JudgePairs, Better) {
  EXPECT_EQ(VerdictOn("sharing-improves", Made(Adding(0, 0.02, 0))), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn("sharing-improves", Made(Adding(0, -0.02, 0))), Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("sharing-improves", Made(Adding(0, 0, 0))), Verdict::kContradicted);
  EXPECT_EQ(Of("sharing-improves", Made(Adding(0, 0, 0))).detail, "equal within 0.5 points");
  EXPECT_EQ(VerdictOn("sharing-improves", Made(Adding(0, 0.005, 0), 0.1)), Verdict::kInconclusive);
  EXPECT_EQ(VerdictOn("auxiliary-improves", Made(Adding(0.02, 0, 0))), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn("cnn-better", Made(Adding(0, 0, 0.02))), Verdict::kReproduced);
  // Both against neither, within each kind of network.
  const auto only_cnn = [](int cell) { return cell == 7 ? 0.83 : 0.80; };
  EXPECT_EQ(VerdictOn("cnn-both", Made(only_cnn)), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn("mlp-both", Made(only_cnn)), Verdict::kContradicted);
  EXPECT_EQ(Of("cnn-both", Made(only_cnn)).n, 100);
}

TEST(JudgePairs, Most) {
  EXPECT_EQ(VerdictOn("auxiliary-most", Made(Adding(0.03, 0.01, 0))), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn("auxiliary-most", Made(Adding(0.01, 0.03, 0))), Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("auxiliary-most", Made(Adding(0.01, 0, 0.03))), Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("auxiliary-most", Made(Adding(-0.01, -0.03, -0.03))), Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("auxiliary-most", Made(Adding(0.02, 0.02, 0))), Verdict::kInconclusive);
  EXPECT_EQ(VerdictOn("auxiliary-most", Made(Adding(0.01, 0.005, 0), 0.2)), Verdict::kInconclusive);
}

TEST(JudgePairs, AllNear) {
  EXPECT_EQ(VerdictOn("all-near-80", Made(Adding(0, 0.01, 0))), Verdict::kReproduced);
  const auto one_far = [](int cell) { return cell == 3 ? 0.84 : 0.80; };
  EXPECT_EQ(VerdictOn("all-near-80", Made(one_far)), Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("all-near-80", Made(Adding(0, 0.01, 0), 0.2)), Verdict::kInconclusive);
}

TEST(JudgePairs, Difference) {
  EXPECT_EQ(VerdictOn("mlp-sharing-difference", Made(Adding(0, 0.02, 0))), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn("mlp-sharing-difference", Made(Adding(0, 0.05, 0))), Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("mlp-sharing-difference", Made(Adding(0, 0, 0))), Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("mlp-sharing-difference", Made(Adding(0, 0.02, 0), 0.1)),
            Verdict::kInconclusive);
  EXPECT_EQ(VerdictOn("mlp-auxiliary-difference", Made(Adding(0.02, 0, 0))), Verdict::kReproduced);
  // Against the mean of two settings each.
  EXPECT_EQ(VerdictOn("cnn-both-vs-unshared", Made(Adding(0.02, 0.02, 0))), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn("cnn-both-vs-plain", Made(Adding(0.02, 0, 0))), Verdict::kReproduced);
}

TEST(JudgePairs, Spread) {
  const auto spread = [](int wide, double by, int seeds = 100) {
    return Made(Adding(0, 0, 0), [=](int cell) { return cell == wide ? by : 0.01; }, seeds);
  };
  EXPECT_EQ(VerdictOn("cnn-both-wider", spread(7, 0.02)), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn("cnn-both-wider", spread(7, 0.005)), Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("cnn-both-wider", spread(5, 0.02)), Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("cnn-both-wider", spread(7, 0.012, 10)), Verdict::kInconclusive);
  const auto plain_wide = [](int cell) { return (cell & 1) == 0 ? 0.02 : 0.01; };
  EXPECT_EQ(VerdictOn("mlp-auxiliary-narrower", Made(Adding(0, 0, 0), plain_wide, 100)),
            Verdict::kReproduced);
  for (const char* id : {"cnn-std", "cnn-std-overall", "mlp-std", "mlp-std-overall"}) {
    EXPECT_EQ(VerdictOn(id, Made(Adding(0, 0, 0), 0.02, 200)), Verdict::kReproduced) << id;
    EXPECT_EQ(VerdictOn(id, Made(Adding(0, 0, 0), 0.01)), Verdict::kContradicted) << id;
    EXPECT_EQ(VerdictOn(id, Made(Adding(0, 0, 0), 0.03)), Verdict::kContradicted) << id;
    EXPECT_EQ(VerdictOn(id, Made(Adding(0, 0, 0), 0.02, 4)), Verdict::kInconclusive) << id;
  }
}

// Two readings of one sentence: settings that lie apart spread their runs without spreading
// themselves.
TEST(JudgePairs, SpreadWithinSettingsAndOfAllRuns) {
  const statistics::FactorialCells apart = Made(Adding(0, 0.028, 0), 0.0135, 300);
  EXPECT_NEAR(StdWithin(apart, kCnn), 0.0135, 0.0006);
  EXPECT_NEAR(StdOverall(apart, kCnn), 0.0195, 0.0006);
  EXPECT_EQ(VerdictOn("cnn-std", apart), Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("cnn-std-overall", apart), Verdict::kReproduced);
  // They are decided on the many seeds, the others are not.
  const statistics::FactorialCells few = Made(Adding(0, 0.028, 0), 0.014, 20);
  for (const Judgement& judgement : JudgePairs(few, apart)) {
    const bool spread = std::string(judgement.claim->id).find("-std") != std::string::npos;
    EXPECT_EQ(judgement.n, spread ? 300 : 20) << judgement.claim->id;
  }
}

// Seeds that shift all settings alike are seen through by pairs alone.
TEST(JudgePairs, PairingTakesOutWhatSeedsShare) {
  statistics::FactorialCells cells = Made(Adding(0.01, 0, 0), 0.002, 10);
  std::mt19937 generator(2);
  std::normal_distribution<double> noise(0.0, 0.03);
  for (size_t seed = 0; seed < 10; ++seed) {
    const double shift = noise(generator);
    for (std::vector<double>& cell : cells) cell[seed] += shift;
  }
  const auto verdict = [&](Pairing pairing) {
    std::vector<const PairClaim*> claims;
    for (const PairClaim& claim : PairsClaims()) {
      if (std::string(claim.id) == "auxiliary-improves") claims.push_back(&claim);
    }
    return JudgePairs(claims, cells, cells, pairing).at(0);
  };
  EXPECT_EQ(verdict(Pairing::kBySeed).verdict, Verdict::kReproduced);
  EXPECT_STREQ(verdict(Pairing::kBySeed).test, "sign flips");
  EXPECT_EQ(verdict(Pairing::kNone).verdict, Verdict::kInconclusive);
  EXPECT_NEAR(verdict(Pairing::kNone).effect->estimate, verdict(Pairing::kBySeed).effect->estimate,
              1e-12);
}

TEST(JudgePairs, PrintedCellsInBothReadings) {
  const auto printed = [](Reading reading) {
    return [reading](int cell) { return PrintedOf(cell, reading).mean / 100.0; };
  };
  EXPECT_EQ(VerdictOn("tables-headed", Made(printed(Reading::kHeaded))), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn("tables-captioned", Made(printed(Reading::kCaptioned))),
            Verdict::kReproduced);
  EXPECT_EQ(VerdictOn("tables-headed", Made([](int) { return 0.85; })), Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("tables-headed", Made(printed(Reading::kHeaded), 0.2)),
            Verdict::kInconclusive);
}

// Every claim is a claim of its own or part of one that stands before it.
TEST(PairsClaims, PartsFollowTheirClaim) {
  std::set<std::string> before;
  for (const PairClaim& claim : PairsClaims()) {
    EXPECT_TRUE(*claim.part_of == '\0' || before.count(claim.part_of) > 0) << claim.id;
    if (*claim.part_of == '\0') before.insert(claim.id);
  }
}

// Table 1 of the report is headed CNN: with both .82 +- .01, with neither .78 +- .02.
TEST(PrintedTables, Readings) {
  EXPECT_EQ(PrintedOf(7, Reading::kHeaded).std, 1);
  EXPECT_EQ(PrintedOf(4, Reading::kHeaded).mean, 78);
  EXPECT_EQ(PrintedOf(4, Reading::kCaptioned).mean, 79);
  EXPECT_EQ(PrintedOf(2, Reading::kHeaded).mean, 81);
  EXPECT_EQ(PrintedOf(1, Reading::kCaptioned).mean, 80);
}

// Seeds that one setting lacks, of further than are asked for, or diverged, are left out of all.
TEST(PairCells, SeedsThatAllHave) {
  std::vector<RunRecord> records;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    for (int seed : {0, 1, 2, 3, 150}) {
      if (cell == 5 && seed == 1) continue;
      records.push_back(MakeRecord("pairs/paper/" + PairVariant(cell) + "/simd", seed));
      records.back().test_accuracy = 0.5 + 0.01 * cell + 0.001 * seed;
      if (cell == 6 && seed == 2) Diverge(records.back());
    }
  }
  const RunSet runs = *RunSet::Create(records);
  const statistics::FactorialCells cells = PairCells(runs, "paper", "simd", {0, 100});
  EXPECT_THAT(cells[7], testing::ElementsAre(testing::DoubleEq(0.57), testing::DoubleEq(0.573)));
  EXPECT_EQ(PairCells(runs, "paper", "simd", kAllSeeds)[0].size(), 3u);
  EXPECT_EQ(PairCells(runs, "paper", "simd", kClaimSeeds)[0].size(), 0u);
  EXPECT_EQ(PairVariant(7), "cnn-shared-aux");
  EXPECT_NEAR(Contrast(cells, Weights(kCnn, kMlp))[0], 0.04, 1e-12);
  const statistics::FactorialCells none = PairCells(runs, "course", "simd", kAllSeeds);
  for (const Judgement& judgement : JudgePairs(none, none))
    EXPECT_EQ(judgement.verdict, Verdict::kNothing);
}

}  // namespace
}  // namespace tenfold::reports
