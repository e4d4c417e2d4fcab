#include "experiments/disc/report/verdicts.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "experiments/disc/report/question.h"
#include "reports/testing/quotes.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

const std::vector<Expectation> kExpected = {disc::ReportQuestion().expected};

TEST(Quotes, OfClaimsAreExact) {
  for (const DiscClaim& claim : DiscClaims())
    EXPECT_EQ(NotInTheReport(claim.quote), "") << claim.id;
}

TEST(FindPlateau, BeginsAndEnds) {
  EXPECT_EQ(FindPlateau({1.5, 1.2, 1.05, 1.0, 0.95, 0.8, 0.95}, 1.0).length, 3);
  EXPECT_NEAR(FindPlateau({1.5, 1.2, 1.05, 1.0, 0.95, 0.8, 0.95}, 1.0).mean, 1.0, 1e-12);
  EXPECT_TRUE(FindPlateau({1.0, 0.5}, 1.0).ended);
  EXPECT_EQ(FindPlateau({1.0, 1.0}, 1.0).length, 2);
  EXPECT_FALSE(FindPlateau({1.0, 1.0}, 1.0).ended);
  EXPECT_EQ(FindPlateau({0.5, 0.4}, 1.0).length, 0);
  EXPECT_EQ(FindPlateau({3.0, 2.0}, 1.0).length, 0);
  EXPECT_EQ(FindPlateau({}, 1.0).length, 0);
  EXPECT_EQ(FindPlateau({0.5, 0.26, 0.25, 0.2}, 0.25).length, 2);
}

// Of a record, at the level that its labels leave; one from before there was the setting has 1 and
// -1, and what is no text is no labels.
TEST(PlateauOf, LevelOfTheLabels) {
  RunRecord record = MakeRecord("disc/paper/depth-4/simd", 0);
  record.train_loss = {1.0, 1.0, 0.25, 0.25, 0.25, 0.1};
  EXPECT_EQ(PlateauOf(record).length, 2);
  record.hyperparameters["labels"] = "zero-one";
  EXPECT_EQ(PlateauOf(record).length, 3);
  record.hyperparameters["labels"] = "plus-minus-one";
  EXPECT_EQ(PlateauOf(record).length, 2);
  record.hyperparameters["labels"] = 3;
  EXPECT_EQ(PlateauOf(record).length, 2);
}

// A loss that starts at `first`, stalls for `stall` epochs and ends at `last`.
void SetLoss(double first, int stall, double last, RunRecord& record) {
  record.first_losses = {first, 1.0};
  record.train_loss.assign(stall, 0.99);
  record.train_loss.insert(record.train_loss.end(), 10, last);
}

// The same with labels 1 and 0, whose losses are a quarter of those with 1 and -1.
void MakeZeroOne(RunRecord& record) {
  record.hyperparameters["labels"] = "zero-one";
  for (std::vector<double>* losses : {&record.first_losses, &record.train_loss}) {
    for (double& loss : *losses) loss /= 4;
  }
}

// Ten seeds of the disc with simd, as the report says it is, then changed.
std::vector<RunRecord> Records(const std::function<void(RunRecord&)>& change,
                               const std::string& setting = "disc/paper/depth-4/simd") {
  std::vector<RunRecord> records;
  for (int64_t seed = kClaimSeeds.first; seed < kClaimSeeds.first + 10; ++seed) {
    RunRecord record = MakeRecord(setting, seed);
    SetLoss(1.5, 20 + seed % 3, 0.1, record);
    record.train_accuracy = record.test_accuracy = 0.97;
    change(record);
    records.push_back(record);
  }
  return records;
}

Verdict VerdictOn(const std::string& id, const std::vector<RunRecord>& records) {
  const RunSet runs = *RunSet::Create(records, kExpected);
  for (const Judgement& judgement : JudgeDisc(runs, MainSetting(runs, "depth-4"))) {
    if (judgement.claim->id == id) return judgement.verdict;
  }
  ADD_FAILURE() << "no claim " << id;
  return Verdict::kNothing;
}

std::vector<RunRecord> Join(std::vector<RunRecord> records, const std::vector<RunRecord>& more) {
  records.insert(records.end(), more.begin(), more.end());
  return records;
}

const auto kNoChange = [](RunRecord&) {};

TEST(JudgeDisc, Systematically) {
  std::vector<RunRecord> many;
  for (int64_t seed = kClaimSeeds.first; seed < kClaimSeeds.end; ++seed) {
    many.push_back(MakeRecord("disc/paper/depth-4/simd", seed));
    many.back().train_accuracy = many.back().test_accuracy = 0.96;
  }
  EXPECT_EQ(VerdictOn("disc-95", many), Verdict::kReproduced);
  for (int i = 0; i < 100; i += 5) many[i].train_accuracy = 0.94;
  EXPECT_EQ(VerdictOn("disc-95", many), Verdict::kContradicted) << "both sets count";
  EXPECT_EQ(VerdictOn("disc-95", Records(kNoChange)), Verdict::kInconclusive) << "ten are too few";
}

TEST(JudgeDisc, LikeTheLibrary) {
  const auto with_library = [](double difference, double noise) {
    return Join(Records(kNoChange), Records(
                                        [=](RunRecord& record) {
                                          record.test_accuracy =
                                              0.97 - difference + noise * (record.seed % 2 - 0.5);
                                        },
                                        "disc/paper/depth-4/libtorch"));
  };
  EXPECT_EQ(VerdictOn("disc-library", with_library(0.001, 0.004)), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn("disc-library", with_library(0.03, 0.004)), Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("disc-library", with_library(0.0, 0.05)), Verdict::kInconclusive);
  EXPECT_EQ(VerdictOn("disc-library", Records(kNoChange)), Verdict::kNothing);
}

TEST(JudgeDisc, FallsStallsFallsAgain) {
  const auto of_loss = [](double first, int stall, double last) {
    return Records([=](RunRecord& record) { SetLoss(first, stall, last, record); });
  };
  EXPECT_EQ(VerdictOn("disc-falls", of_loss(1.5, 20, 0.1)), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn("disc-falls", of_loss(1.0, 20, 0.1)), Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("disc-stalls", of_loss(1.5, 20, 0.1)), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn("disc-stalls", of_loss(1.5, 2, 0.1)), Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("disc-falls-again", of_loss(1.5, 20, 0.1)), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn("disc-falls-again", of_loss(1.5, 20, 0.7)), Verdict::kContradicted);
  // Without a stall there is nothing to fall to or from.
  for (const char* id : {"disc-falls", "disc-stalls", "disc-falls-again"})
    EXPECT_EQ(VerdictOn(id, of_loss(1.5, 0, 0.1)), Verdict::kContradicted) << id;
  // In six of ten runs.
  const std::vector<RunRecord> some = Records([](RunRecord& record) {
    if (record.seed < kClaimSeeds.first + 4) SetLoss(1.0, 2, 0.7, record);
  });
  for (const char* id : {"disc-falls", "disc-stalls", "disc-falls-again"})
    EXPECT_EQ(VerdictOn(id, some), Verdict::kInconclusive);
}

// Held against the run's own stall: with labels 1 and 0 the loss can fall to it, from a half.
TEST(JudgeDisc, FallsToTheRunsOwnStall) {
  const auto of_loss = [](double first) {
    return Records([=](RunRecord& record) {
      SetLoss(first, 20, 0.1, record);
      MakeZeroOne(record);
    });
  };
  EXPECT_EQ(VerdictOn("disc-falls", of_loss(2.0)), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn("disc-falls", of_loss(1.0)), Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("disc-stalls", of_loss(2.0)), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn("disc-falls-again", of_loss(2.0)), Verdict::kReproduced);
  // A stall a little higher than the level asks for a higher start.
  const auto high_stall = [](double first) {
    return Records([=](RunRecord& record) {
      SetLoss(first, 20, 0.1, record);
      for (int i = 0; i < 20; ++i) record.train_loss[i] = 1.08;
    });
  };
  EXPECT_EQ(VerdictOn("disc-falls", high_stall(1.15)), Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("disc-falls", high_stall(1.25)), Verdict::kReproduced);
}

// The tables' seeds were published before the claims were declared: they decide nothing.
TEST(JudgeDisc, OnTheClaimsSeedsAlone) {
  std::vector<RunRecord> records = Records(kNoChange);
  for (int64_t seed : {0, 9, 110}) {
    records.push_back(MakeRecord("disc/paper/depth-4/simd", seed));
    records.back().train_accuracy = records.back().test_accuracy = 0.5;
  }
  const RunSet runs = *RunSet::Create(records, kExpected);
  const std::vector<Judgement> judgements = JudgeDisc(runs, MainSetting(runs, "depth-4"));
  EXPECT_EQ(judgements[0].n, 10);
  EXPECT_EQ(judgements[0].effect->estimate, 1.0);
}

TEST(JudgeDisc, HigherDecayingRate) {
  const auto with_decayed = [](const std::function<int(int64_t)>& stall) {
    return Join(Records(kNoChange),
                Records([&](RunRecord& record) { SetLoss(1.5, stall(record.seed), 0.1, record); },
                        std::string("disc/paper,") + kDecayedRate + "/depth-4/simd"));
  };
  EXPECT_EQ(VerdictOn("disc-rate", with_decayed([](int64_t) { return 7; })), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn("disc-rate", with_decayed([](int64_t) { return 40; })),
            Verdict::kContradicted);
  EXPECT_EQ(VerdictOn("disc-rate", with_decayed([](int64_t seed) { return 20 + seed % 3; })),
            Verdict::kContradicted)
      << "no change";
  EXPECT_EQ(VerdictOn("disc-rate", with_decayed([](int64_t seed) { return 10 + 20 * (seed % 2); })),
            Verdict::kInconclusive);
  EXPECT_EQ(VerdictOn("disc-rate", Records(kNoChange)), Verdict::kNothing);
}

// Half of 1,000 runs above the mark: all ten of a study in 1 of 1,000 or so.
TEST(ResampleDisc, Counts) {
  std::vector<bool> above(1000);
  for (int i = 0; i < 500; ++i) above[2 * i] = true;
  const Conclusions half = ResampleDisc(above).at(0);
  EXPECT_LT(half.read.as_the_report, 0.005 * kStudies);
  EXPECT_GT(half.tested.opposite, 0.9 * kStudies);
  const Conclusions all = ResampleDisc(std::vector<bool>(1000, true)).at(0);
  EXPECT_EQ(all.read.as_the_report, kStudies);
  EXPECT_EQ(all.tested.neither, kStudies) << "ten of ten do not show 95 %";
  EXPECT_TRUE(ResampleDisc(std::vector<bool>(199, true)).empty());
}

}  // namespace
}  // namespace tenfold::reports
