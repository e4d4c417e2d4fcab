#include "experiments/disc/report/verdicts.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "experiments/disc/report/question.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

const std::vector<Expectation> kExpected = {disc::ReportQuestion().expected};

TEST(FindPlateau, BeginsAndEnds) {
  EXPECT_EQ(FindPlateau({1.5, 1.2, 1.05, 1.0, 0.95, 0.8, 0.95}).length, 3);
  EXPECT_TRUE(FindPlateau({1.0, 0.5}).ended);
  EXPECT_EQ(FindPlateau({1.0, 1.0}).length, 2);
  EXPECT_FALSE(FindPlateau({1.0, 1.0}).ended);
  EXPECT_EQ(FindPlateau({0.5, 0.4}).length, 0);
  EXPECT_EQ(FindPlateau({3.0, 2.0}).length, 0);
  EXPECT_EQ(FindPlateau({}).length, 0);
}

// A loss that starts at `first`, stalls for `stall` epochs and ends at `last`.
void SetLoss(double first, int stall, double last, RunRecord& record) {
  record.first_losses = {first, 1.0};
  record.train_loss.assign(stall, 0.99);
  record.train_loss.insert(record.train_loss.end(), 10, last);
}

// Ten seeds of the disc with simd, as the report says it is, then changed.
std::vector<RunRecord> Records(const std::function<void(RunRecord&)>& change,
                               const std::string& setting = "disc/paper/depth-4/simd") {
  std::vector<RunRecord> records;
  for (int seed = 0; seed < 10; ++seed) {
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
  for (const Judgement& judgement : JudgeDisc(runs, "depth-4")) {
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
  for (int seed = 0; seed < 100; ++seed) {
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
  // In six of ten runs.
  const std::vector<RunRecord> some = Records([](RunRecord& record) {
    if (record.seed < 4) SetLoss(1.0, 2, 0.7, record);
  });
  for (const char* id : {"disc-falls", "disc-stalls", "disc-falls-again"})
    EXPECT_EQ(VerdictOn(id, some), Verdict::kInconclusive);
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
  EXPECT_LT(half.as_the_report, 0.005 * kStudies);
  EXPECT_GT(half.contradicted, 0.9 * kStudies);
  const Conclusions all = ResampleDisc(std::vector<bool>(1000, true)).at(0);
  EXPECT_EQ(all.as_the_report, kStudies);
  EXPECT_EQ(all.inconclusive, kStudies) << "ten of ten do not show 95 %";
  EXPECT_TRUE(ResampleDisc(std::vector<bool>(199, true)).empty());
}

}  // namespace
}  // namespace tenfold::reports
