#include "experiments/multiverse/report/grid_results.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "experiments/multiverse/report/pair_parts.h"
#include "experiments/multiverse/report/testing/made_grid.h"
#include "experiments/pairs/report/printed_tables.h"

namespace tenfold::reports {
namespace {

GridResult Of(const std::string& id, const measurements::Grid& grid) {
  for (GridResult& result : JudgeGrid(grid)) {
    if (result.claim->id == id) return result;
  }
  ADD_FAILURE() << "no claim " << id;
  return {};
}

// The place of a choice among those declared.
size_t ChoiceOf(const measurements::Grid& grid, const std::string& name) {
  for (size_t i = 0; i < grid.choices.size(); ++i) {
    if (grid.choices[i].name == name) return i;
  }
  ADD_FAILURE() << "no choice " << name;
  return 0;
}

std::vector<std::string> Found(const GridResult& result) {
  std::vector<std::string> found;
  for (const Term* term : TermsFound(*result.dependence))
    found.push_back(TermText(*result.grid, *term));
  return found;
}

TEST(VerdictOverGrid, AllFour) {
  EXPECT_EQ(VerdictOverGrid(95, 0, 100, false), Verdict::kReproduced);
  EXPECT_EQ(VerdictOverGrid(95, 5, 100, true), Verdict::kReproduced);
  EXPECT_EQ(VerdictOverGrid(94, 0, 100, false), Verdict::kInconclusive);
  EXPECT_EQ(VerdictOverGrid(0, 95, 100, true), Verdict::kContradicted);
  EXPECT_EQ(VerdictOverGrid(0, 94, 100, false), Verdict::kInconclusive);
  EXPECT_EQ(VerdictOverGrid(1, 1, 100, false), Verdict::kDepends);
  EXPECT_EQ(VerdictOverGrid(94, 0, 100, true), Verdict::kDepends);
  EXPECT_EQ(VerdictOverGrid(0, 0, 100, false), Verdict::kInconclusive);
}

// No choice changes anything: all settings are alike, and the regression finds none.
TEST(JudgeGrid, HoldsEverywhere) {
  const measurements::Grid grid = MadePairsGrid(AddingEverywhere(0.03, 0.03, 0.03));
  const GridResult result = Of("auxiliary-improves", grid);
  EXPECT_EQ(result.verdict, Verdict::kReproduced);
  EXPECT_EQ(result.Count(Outcome::kHolds), 156);
  EXPECT_THAT(Found(result), testing::IsEmpty());
  EXPECT_NEAR(result.mean->estimate, 0.03, 0.001);
  EXPECT_GT(*result.noise_share, 0.9);
  EXPECT_LT(result.dependence->r_squared, 0.4);
  EXPECT_EQ(result.settings.size(), 156u);
}

TEST(JudgeGrid, Nowhere) {
  const measurements::Grid grid = MadePairsGrid(AddingEverywhere(-0.03, 0.0, 0.0));
  EXPECT_EQ(Of("auxiliary-improves", grid).verdict, Verdict::kContradicted);
  // Another is larger in all settings.
  EXPECT_EQ(Of("auxiliary-most", grid).verdict, Verdict::kContradicted);
  EXPECT_EQ(Of("mlp-auxiliary-difference", grid).verdict, Verdict::kContradicted);
}

TEST(JudgeGrid, NotDecided) {
  const measurements::Grid grid = MadePairsGrid(AddingEverywhere(0.005, 0.005, 0.005), 0.03);
  const GridResult result = Of("cnn-better", grid);
  EXPECT_EQ(result.verdict, Verdict::kInconclusive);
  EXPECT_GT(result.Open(), 150);
}

TEST(JudgeGrid, DependsOnOneChoice) {
  const measurements::Grid any = MadePairsGrid(AddingEverywhere(0, 0, 0));
  const size_t epochs = ChoiceOf(any, "epochs"), optimizer = ChoiceOf(any, "optimizer");
  const measurements::Grid grid = MadePairsGrid([&](const Coded& coded, int cell) {
    const double auxiliary = 0.03 * coded[epochs];
    const double sharing = 0.02 - 0.02 * coded[optimizer];
    return 0.80 + (cell & 1 ? auxiliary : 0) + (cell & 2 ? sharing : 0);
  });
  const GridResult result = Of("auxiliary-improves", grid);
  EXPECT_EQ(result.verdict, Verdict::kDepends);
  EXPECT_THAT(Found(result), testing::ElementsAre("epochs up"));
  const Term& term = result.dependence->terms[epochs];
  EXPECT_NEAR(term.slope.value, 0.03, 0.001);
  EXPECT_GT(term.share, 0.75);
  EXPECT_LT(*result.noise_share, 0.1);
  EXPECT_GT(result.Count(Outcome::kHolds), 40);
  EXPECT_GT(result.Count(Outcome::kFails), 40);
  EXPECT_THAT(Found(Of("sharing-improves", grid)), testing::ElementsAre("optimizer Adam"));
  EXPECT_THAT(Found(Of("cnn-better", grid)), testing::IsEmpty());
  const std::vector<Judgement> judgements = JudgementsOf(JudgeGrid(grid));
  EXPECT_EQ(CellText(judgements[2], 156), "**⇄ depends** holds in 52, fails in 57");
}

TEST(JudgeGrid, DependsOnTwoChoicesTogether) {
  const measurements::Grid any = MadePairsGrid(AddingEverywhere(0, 0, 0));
  const size_t rate = ChoiceOf(any, "learning rate"), size = ChoiceOf(any, "network size");
  const measurements::Grid grid = MadePairsGrid([&](const Coded& coded, int cell) {
    return 0.80 + (cell & 4 ? -0.03 * coded[rate] * coded[size] : 0);
  });
  EXPECT_THAT(Found(Of("cnn-better", grid)),
              testing::ElementsAre("learning rate × network size (-)"));
}

// What is above zero holds however small, and what is within the margin of zero fails.
TEST(JudgeGrid, SmallEffects) {
  const auto result_of = [](double cnn) {
    return Of("cnn-better", MadePairsGrid(AddingEverywhere(0, 0, cnn), 0.0005));
  };
  EXPECT_EQ(result_of(0.002).verdict, Verdict::kReproduced);
  EXPECT_EQ(result_of(0.0).verdict, Verdict::kContradicted);
}

TEST(JudgeGrid, ClaimsOfSeveralNumbers) {
  const measurements::Grid near = MadePairsGrid(AddingEverywhere(0, 0, 0), 0.005);
  const GridResult result = Of("all-near-80", near);
  EXPECT_EQ(result.verdict, Verdict::kReproduced);
  EXPECT_TRUE(result.is_slack);
  EXPECT_GT(result.mean->estimate, 0.015);
  EXPECT_LT(result.mean->estimate, 0.025);
  // One of the eight is .05 too high: the bound is passed by half of that.
  const measurements::Grid one_far =
      MadePairsGrid([](const Coded&, int cell) { return cell == 3 ? 0.85 : 0.80; }, 0.005);
  EXPECT_EQ(Of("all-near-80", one_far).verdict, Verdict::kContradicted);
  EXPECT_NEAR(Of("all-near-80", one_far).mean->estimate, -0.025, 0.006);
  for (Reading reading : {Reading::kHeaded, Reading::kCaptioned}) {
    const measurements::Grid printed = MadePairsGrid(
        [&](const Coded&, int cell) { return PrintedOf(cell, reading).mean / 100.0; }, 0.004);
    const bool headed = reading == Reading::kHeaded;
    EXPECT_EQ(Of(headed ? "tables-headed" : "tables-captioned", printed).verdict,
              Verdict::kReproduced);
  }
  EXPECT_EQ(Of("auxiliary-most", MadePairsGrid(AddingEverywhere(0.05, 0.01, 0))).verdict,
            Verdict::kReproduced);
  EXPECT_EQ(Of("auxiliary-most", MadePairsGrid(AddingEverywhere(0.01, 0.05, 0))).verdict,
            Verdict::kContradicted);
}

TEST(JudgeGrid, Spread) {
  // The shift of a seed adds .005 to each spread.
  const double own = std::sqrt(0.02 * 0.02 - 0.005 * 0.005);
  const measurements::Grid grid = MadePairsGrid(AddingEverywhere(0, 0, 0), own);
  const GridResult within = Of("cnn-std", grid);
  EXPECT_NEAR(within.Shown(*within.mean).estimate, 0.02, 0.002);
  // Ten seeds of a setting do not show that it is within .005 of .02.
  EXPECT_EQ(within.Count(Outcome::kHolds), 0);
  EXPECT_EQ(Of("mlp-std", MadePairsGrid(AddingEverywhere(0, 0, 0), 0.06)).verdict,
            Verdict::kContradicted);
  EXPECT_EQ(Of("mlp-std-overall", MadePairsGrid(AddingEverywhere(0, 0.1, 0))).verdict,
            Verdict::kContradicted);
}

// A setting without any spread has no ratio of spreads: it is open.
TEST(JudgeGrid, WithoutSpread) {
  measurements::Grid grid = MadePairsGrid(AddingEverywhere(0.01, 0, 0), 0.01);
  for (measurements::GridRun& run : grid.settings[7].runs) run.outcomes = {800};
  const GridResult wider = Of("cnn-both-wider", grid);
  EXPECT_EQ(wider.settings.size(), 155u);
  EXPECT_EQ(wider.Open() + wider.Count(Outcome::kHolds) + wider.Count(Outcome::kFails), 156);
  EXPECT_EQ(Of("auxiliary-improves", grid).settings.size(), 156u);
}

// A diverged run takes its seed out of its setting, and too few seeds the setting.
TEST(JudgeGrid, Diverged) {
  measurements::Grid grid = MadePairsGrid(AddingEverywhere(0.03, 0, 0));
  for (measurements::GridRun& run : grid.settings[3].runs) {
    if (run.variant == 5 && run.seed < 4) run.outcomes.clear();
    if (run.variant == 2 && run.seed == 9) run.outcomes.clear();
  }
  for (measurements::GridRun& run : grid.settings[4].runs) {
    if (run.seed > 1) run.outcomes.clear();
  }
  const GridResult result = Of("auxiliary-improves", grid);
  EXPECT_EQ(result.settings.size(), 155u);
  EXPECT_EQ(result.settings[3].by_seed.size(), 5u);
  EXPECT_EQ(result.settings[4].setting, 5u);
  EXPECT_EQ(result.Open(), 1);
  EXPECT_TRUE(result.mean.has_value());
}

TEST(JudgeGrid, Disc) {
  const measurements::Grid any = MadeDiscGrid([](const Coded&) { return 0.5; });
  const size_t momentum = ChoiceOf(any, "momentum");
  const measurements::Grid grid =
      MadeDiscGrid([&](const Coded& coded) { return coded[momentum] > 0 ? 0.99 : 0.1; });
  const GridResult result = Of("disc-stalls", grid);
  EXPECT_EQ(result.verdict, Verdict::kDepends);
  EXPECT_THAT(Found(result), testing::ElementsAre("momentum 0.9"));
  EXPECT_NEAR(result.mean->estimate, 0.55, 0.02);
  // Twenty runs in a setting cannot show that 95 % of all succeed, but that fewer do.
  const GridResult above = Of("disc-95", grid);
  EXPECT_EQ(above.Count(Outcome::kHolds), 0);
  EXPECT_GT(above.Count(Outcome::kFails), 60);
  EXPECT_EQ(above.verdict, Verdict::kDepends);
  EXPECT_EQ(Of("disc-95", MadeDiscGrid([](const Coded&) { return 0.3; })).verdict,
            Verdict::kContradicted);
  EXPECT_EQ(Of("disc-falls", MadeDiscGrid([](const Coded&) { return 0.999; })).verdict,
            Verdict::kReproduced);
  EXPECT_EQ(Of("disc-falls-again", MadeDiscGrid([](const Coded&) { return 0.5; })).verdict,
            Verdict::kInconclusive);
  for (const char* id : {"disc-library", "disc-rate"}) {
    EXPECT_EQ(Of(id, grid).verdict, Verdict::kNothing) << id;
    EXPECT_TRUE(Of(id, grid).settings.empty()) << id;
  }
  EXPECT_EQ(JudgementsOf({Of("disc-rate", grid)})[0].word, std::string("not asked"));
}

// A diverged run does nothing that a claim says.
TEST(JudgeGrid, DivergedDisc) {
  measurements::Grid grid = MadeDiscGrid([](const Coded&) { return 1.0; });
  for (measurements::GridRun& run : grid.settings[2].runs) run.outcomes.clear();
  const GridResult result = Of("disc-falls", grid);
  EXPECT_EQ(result.settings[2].outcome, Outcome::kFails);
  EXPECT_EQ(result.Count(Outcome::kHolds), 127);
}

TEST(JudgeGrid, OfAnotherExperiment) {
  measurements::Grid grid = MadePairsGrid(AddingEverywhere(0, 0, 0));
  grid.experiment = "stripes";
  EXPECT_TRUE(JudgeGrid(grid).empty());
  grid.experiment = "pairs";
  grid.outcomes = {"wrong"};
  EXPECT_TRUE(JudgeGrid(grid).empty());
  grid.outcomes = {"correct"};
  grid.variants[0] = "other";
  EXPECT_TRUE(JudgeGrid(grid).empty());
}

// Every claim of the pairs has parts, whose bounds are in order.
TEST(PartsOf, EveryClaim) {
  for (const PairClaim& claim : PairsClaims()) {
    const std::vector<ClaimPart> parts = PartsOf(claim);
    EXPECT_FALSE(parts.empty()) << claim.id;
    for (const ClaimPart& part : parts) {
      EXPECT_LT(part.low, part.high) << claim.id;
      EXPECT_LE(part.low, part.fails_below) << claim.id;
      EXPECT_LE(part.high, part.fails_above) << claim.id;
    }
  }
}

}  // namespace
}  // namespace tenfold::reports
