#include "experiments/compare/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "experiments/compare/parity_tolerance.h"

namespace tenfold::compare {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

RunRecord Record(const std::string& variant, const std::string& engine = "eigen") {
  RunRecord record;
  record.run_id = "disc/paper/" + variant + "/" + engine + "/seed-00";
  record.experiment = "disc";
  record.preset = "paper";
  record.variant = variant;
  record.engine = engine;
  record.train_loss = {1.0, 0.5};
  record.first_losses = {1.0, 0.75, 0.5};
  record.train_accuracy = 0.75;
  record.test_accuracy = 0.5;
  record.weights_digest = "abc";
  return record;
}

TEST(CompareRuns, TimingAndProvenanceDoNotCount) {
  RunRecord other = Record("a");
  other.timing["wall_time_s"] = 3;
  other.provenance["host"] = "elsewhere";
  const RunsComparison comparison = CompareRuns({Record("a")}, {other}, false);
  EXPECT_EQ(comparison.identical, 1);
  EXPECT_EQ(comparison.common(), 1);
  EXPECT_THAT(comparison.differences, IsEmpty());
}

// As the records of an older version, the published ones for instance, are without it.
TEST(CompareRuns, AHyperparameterThatWasDeclaredLaterDoesNotCount) {
  RunRecord before = Record("a"), after = Record("a");
  before.hyperparameters = {{"epochs", 3}};
  after.hyperparameters = {{"epochs", 3}, {"momentum", 0.0}};
  EXPECT_EQ(CompareRuns({before}, {after}, false).identical, 1);
  EXPECT_EQ(CompareRuns({after}, {before}, false).identical, 1);
  after.weights_digest = "within tolerance";
  EXPECT_EQ(CompareRun(before, after, nullptr), Equality::kWithinTolerance);
  after.hyperparameters["epochs"] = 4;
  EXPECT_EQ(CompareRun(before, after, nullptr), Equality::kDifferent);
}

TEST(CompareRuns, NamesTheFirstDifference) {
  RunRecord rounding = Record("a"), bug = Record("b"), shorter = Record("c"), data = Record("d");
  rounding.train_loss[1] = 0.25;
  rounding.first_losses[2] = 0.50000005;
  bug.first_losses[0] = 1.0000001;
  bug.first_losses[1] = 0.875;
  shorter.first_losses.pop_back();
  data.dataset_digest = "other";
  data.first_losses[1] = 0.875;
  const RunsComparison comparison = CompareRuns(
      {Record("a"), Record("b"), Record("c"), Record("d")}, {rounding, bug, shorter, data}, false);
  EXPECT_EQ(comparison.identical, 0);
  EXPECT_EQ(comparison.within_tolerance, 1);
  EXPECT_EQ(comparison.different, 3);
  EXPECT_THAT(
      comparison.differences,
      ElementsAre("disc/paper/a/eigen/seed-00: within tolerance (losses of the first steps "
                  "differ by 1.0e-07): first_losses[2]: 0.5 and 0.50000005",
                  "disc/paper/b/eigen/seed-00: different: first_losses[1]: 0.75 and 0.875",
                  "disc/paper/c/eigen/seed-00: different: first_losses: 3 and 2 values",
                  "disc/paper/d/eigen/seed-00: different: dataset_digest: \"\" and \"other\""));
}

// Runs that start equal part in an epoch, or in the result alone; one that diverged says so.
TEST(CompareRuns, NamesWhatTrainingMadeOfIt) {
  RunRecord epoch = Record("a"), result = Record("a"), diverged = Record("a");
  epoch.train_loss[1] = 0.25;
  epoch.test_accuracy = 0.25;
  result.test_accuracy = 0.25;
  diverged.status = "diverged";
  std::string where;
  EXPECT_EQ(CompareRun(Record("a"), epoch, &where), Equality::kWithinTolerance);
  EXPECT_EQ(where, "train_loss[1]: 0.5 and 0.25");
  EXPECT_EQ(CompareRun(Record("a"), result, &where), Equality::kWithinTolerance);
  EXPECT_EQ(where, "test_accuracy: 0.5 and 0.25");
  EXPECT_EQ(CompareRun(Record("a"), diverged, &where), Equality::kDifferent);
  EXPECT_EQ(where, "status: \"ok\" and \"diverged\"");
  EXPECT_EQ(CompareRun(Record("a"), Record("a"), &where), Equality::kIdentical);
  EXPECT_EQ(where, "");
}

// A published run may be without losses: the digest of the weights decides, and without equal bits
// there is nothing that shows the same work.
TEST(CompareRun, WithoutLosses) {
  RunRecord published = Record("a");
  published.train_loss.clear();
  published.first_losses.clear();
  std::string where;
  EXPECT_EQ(CompareRun(Record("a"), published, &where), Equality::kIdentical);
  EXPECT_EQ(CompareRun(published, Record("a"), &where), Equality::kIdentical);
  published.weights_digest = "def";
  EXPECT_EQ(CompareRun(Record("a"), published, &where), Equality::kDifferent);
  EXPECT_EQ(where, "weights_digest: \"abc\" and \"def\"");
}

TEST(CompareRuns, CountsWhatOnlyOneSideHas) {
  const RunsComparison comparison = CompareRuns({Record("a"), Record("b"), Record("d")},
                                                {Record("b"), Record("c"), Record("e")}, false);
  EXPECT_EQ(comparison.common(), 1);
  EXPECT_EQ(comparison.only_in_first, 2);
  EXPECT_EQ(comparison.only_in_second, 2);
}

TEST(CompareRuns, TwoEnginesAreComparedRunByRun) {
  EXPECT_EQ(CompareRuns({Record("a")}, {Record("a", "onednn")}, false).common(), 0);
  EXPECT_EQ(CompareRuns({Record("a")}, {Record("a", "onednn")}, true).identical, 1);
}

// A kink may set runs apart, but not at once.
TEST(CompareRun, TheFirstStepsHaveToAgreeMoreClosely) {
  RunRecord run = Record("a");
  run.first_losses.assign(50, 1.0);
  RunRecord late = run, early = run;
  late.first_losses[kFirstSteps] += 1e-3;
  early.first_losses[kFirstSteps - 1] += 1e-3;
  EXPECT_EQ(CompareRun(run, late, nullptr), Equality::kWithinTolerance);
  std::string where;
  EXPECT_EQ(CompareRun(run, early, &where), Equality::kDifferent);
  EXPECT_EQ(where, "first_losses[2]: 1.0 and 1.001");
}

TEST(LargestLossDifference, IsRelativeAndSeesMissingSteps) {
  RunRecord other = Record("a");
  other.first_losses[2] = 0.4;
  EXPECT_DOUBLE_EQ(LargestLossDifference(Record("a"), other), 0.2);
  other.first_losses.pop_back();
  EXPECT_TRUE(std::isinf(LargestLossDifference(Record("a"), other)));
}

TEST(LossDifferences, OfEachStepThatBothHave) {
  RunRecord other = Record("a");
  other.first_losses = {1.0, 1.5};
  EXPECT_THAT(LossDifferences(Record("a"), other), ElementsAre(0.0, 0.5));
}

TEST(LossDifferences, WhatIsNotFiniteIsFarFromAllElse) {
  RunRecord nan = Record("a"), infinite = Record("a");
  nan.first_losses = {NAN, INFINITY, 0.0};
  infinite.first_losses = {NAN, 1.0, 0.0};
  EXPECT_THAT(LossDifferences(nan, infinite), ElementsAre(0.0, INFINITY, 0.0));
  EXPECT_THAT(LossDifferences(nan, Record("a")), ElementsAre(INFINITY, INFINITY, 1.0));
  EXPECT_TRUE(std::isinf(LargestLossDifference(nan, Record("a"))));
}

}  // namespace
}  // namespace tenfold::compare
