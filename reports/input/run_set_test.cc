#include "reports/input/run_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::ElementsAre;

const std::vector<Expectation> kQuestions = {
    {"pairs",
     "paper",
     {"cnn-shared-aux", "cnn-shared", "cnn-aux", "cnn", "mlp-shared-aux", "mlp-shared", "mlp-aux",
      "mlp"}},
    {"disc", "paper", {"depth-3", "depth-4"}},
};

TEST(RunSet, CompleteSweep) {
  const absl::StatusOr<RunSet> set =
      RunSet::Create(MakeCompleteRecords("eigen", kQuestions), kQuestions);
  ASSERT_TRUE(set.ok()) << set.status();
  EXPECT_EQ(set->missing(), 0u);
  EXPECT_EQ(set->expected().size(), 10u);
  EXPECT_TRUE(set->others().empty());
  EXPECT_EQ(set->Get("disc", "depth-4", "eigen").Count(), "10");
  EXPECT_EQ(set->Get("disc", "depth-4", "eigen").TestAccuracies().at(3), 0.93);
}

TEST(RunSet, NamesWhatIsMissingOrDiverged) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen", kQuestions);
  for (const char* seed : {"3", "5", "8"})
    Remove(std::string("pairs/paper/cnn/eigen/seed-0") + seed, records);
  Diverge(*std::find_if(records.begin(), records.end(), [](const RunRecord& r) {
    return r.run_id == "pairs/paper/cnn/eigen/seed-02";
  }));
  const absl::StatusOr<RunSet> set = RunSet::Create(records, kQuestions);
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->missing(), 3u);
  EXPECT_EQ(set->Get("pairs", "cnn", "eigen").Count(),
            "6 of 10: missing seeds 3, 5, 8; diverged seed 2");
}

TEST(RunSet, EachEngineIsExpectedEverywhere) {
  std::vector<RunRecord> records = MakeCompleteRecords("simd", kQuestions);
  records.push_back(MakeRecord("disc/paper/depth-3/eigen", 0));
  const absl::StatusOr<RunSet> set = RunSet::Create(records, kQuestions);
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->engines(), (std::vector<std::string>{"simd", "eigen"}));
  EXPECT_EQ(set->missing(), 99u);
  EXPECT_EQ(set->Get("pairs", "mlp", "eigen").Count(), "0 of 10: missing seeds 0-9");
}

TEST(RunSet, MainEngineIsTheFirstWrittenFromScratch) {
  const auto engines = [](const std::vector<std::string>& names) {
    std::vector<RunRecord> records;
    for (const std::string& name : names)
      records.push_back(MakeRecord("disc/paper/depth-3/" + name, 0));
    return RunSet::Create(records, kQuestions)->engines();
  };
  EXPECT_THAT(engines({"onednn", "simd", "libtorch", "reference", "eigen"}),
              ElementsAre("simd", "eigen", "libtorch", "onednn", "reference"));
  EXPECT_THAT(engines({"libtorch", "reference", "eigen"}),
              ElementsAre("eigen", "libtorch", "reference"));
  EXPECT_THAT(engines({"libtorch", "reference"}), ElementsAre("reference", "libtorch"));
  EXPECT_THAT(engines({"onednn", "libtorch"}), ElementsAre("libtorch", "onednn"));
  const RunSet set = *RunSet::Create({MakeRecord("pairs/course/cnn/onednn", 0)}, kQuestions);
  EXPECT_EQ(set.main_engine(), "simd");
  EXPECT_FALSE(set.HasEngine("onednn"));
}

TEST(RunSet, FurtherSeedsServeTheClaimsAlone) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen", kQuestions);
  records.push_back(MakeRecord("pairs/paper/cnn/eigen", 100));
  records.push_back(MakeRecord("pairs/paper/cnn/eigen", 11));
  Diverge(records.back());
  const absl::StatusOr<RunSet> set = RunSet::Create(records, kQuestions);
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->missing(), 0u);
  EXPECT_EQ(set->Get("pairs", "cnn", "eigen").Count(), "10");
  const SettingRuns all = set->All({"pairs", "paper", "", "cnn", "eigen"});
  EXPECT_EQ(all.ok.size(), 11u);
  EXPECT_EQ(all.ok.back()->seed, 100);
  EXPECT_THAT(all.diverged, ElementsAre(11));
  EXPECT_FALSE(all.ok.back()->train_loss.empty());
  EXPECT_TRUE(all.ok.back()->timing.empty());
  EXPECT_FALSE(all.ok.back()->provenance.contains("key"));
  EXPECT_FALSE(all.ok.front()->train_loss.empty());
  EXPECT_EQ(set->All({"pairs", "paper", "", "cnn", "simd"}).there(), 0u);
  ASSERT_EQ(set->others().size(), 1u);
  EXPECT_EQ(set->others()[0].Count(), "1 of 2: diverged seed 11");
}

// Of the seeds that claims are decided on losses are kept, if a question is about the preset.
TEST(RunSet, LossesOfClaimSeedsAreKept) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen", kQuestions);
  for (const char* setting :
       {"disc/paper/depth-3/eigen", "disc/paper,schedule=linear/depth-3/eigen",
        "disc/best/depth-3/eigen"}) {
    for (int seed : {10, 109, 110}) records.push_back(MakeRecord(setting, seed));
  }
  const RunSet set = *RunSet::Create(records, kQuestions);
  std::string kept;
  for (const RunRecord& record : set.records()) {
    if (record.seed >= kTableSeeds && !record.train_loss.empty()) kept += record.run_id + " ";
    EXPECT_TRUE(record.seed < kTableSeeds || record.timing.empty());
  }
  EXPECT_EQ(kept, "disc/paper/depth-3/eigen/seed-10 disc/paper/depth-3/eigen/seed-109 ");
}

// A question says of which runs it reads them.
TEST(RunSet, LossesThatAQuestionReads) {
  std::vector<Expectation> questions = kQuestions;
  questions[1].reads_losses = [](const RunRecord& record) { return record.variant == "depth-4"; };
  const RunSet set = *RunSet::Create(
      {MakeRecord("disc/paper,epochs=2/depth-4/libtorch", 10),
       MakeRecord("disc/paper/depth-3/simd", 10), MakeRecord("pairs/paper/cnn/libtorch", 10),
       MakeRecord("pairs/paper/cnn/simd", 10)},
      questions);
  std::string kept;
  for (const RunRecord& record : set.records())
    kept += record.train_loss.empty() ? "" : record.run_id + " ";
  EXPECT_EQ(kept, "disc/paper,epochs=2/depth-4/libtorch/seed-10 pairs/paper/cnn/simd/seed-10 ");
}

TEST(RunSet, OverridesAndOtherVariantsAreOtherSettings) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen", kQuestions);
  records.push_back(MakeRecord("pairs/paper,epochs=2/cnn/simd", 0));
  records.push_back(MakeRecord("pairs/course/cnn/eigen", 0));
  records.push_back(MakeRecord("pairs/paper/cnn-wide/eigen", 0));
  const absl::StatusOr<RunSet> set = RunSet::Create(records, kQuestions);
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->missing(), 0u);
  EXPECT_EQ(set->engines(), std::vector<std::string>{"eigen"});
  ASSERT_EQ(set->others().size(), 3u);
  EXPECT_EQ(set->others()[0].setting.Id(), "pairs/course/cnn/eigen");
  EXPECT_EQ(set->others()[1].setting.Id(), "pairs/paper/cnn-wide/eigen");
  EXPECT_EQ(set->others()[2].setting.Id(), "pairs/paper,epochs=2/cnn/simd");
}

// A question without a record is not on the page; one with a record of another preset is.
TEST(RunSet, QuestionsWithoutRecordsExpectNothing) {
  const RunSet disc = *RunSet::Create({MakeRecord("disc/paper/depth-3/simd", 4)}, kQuestions);
  ASSERT_EQ(disc.expectations().size(), 1u);
  EXPECT_EQ(disc.expectations()[0].experiment, "disc");
  EXPECT_EQ(disc.expected().size(), 2u);
  EXPECT_EQ(disc.missing(), 19u);
  const RunSet course = *RunSet::Create({MakeRecord("pairs/course/cnn/simd", 0)}, kQuestions);
  EXPECT_EQ(course.expected().size(), 8u);
  EXPECT_EQ(course.missing(), 80u);
}

// Of a sweep that no question is about each setting is to have the seeds that one of them has.
TEST(RunSet, SweepWithoutAQuestion) {
  std::vector<RunRecord> records = {
      MakeRecord("stripes/quick/thin/simd", 0),   MakeRecord("stripes/quick/thin/simd", 3),
      MakeRecord("stripes/quick/thin/simd", 12),  MakeRecord("stripes/quick/thick/simd", 3),
      MakeRecord("stripes/quick/thick/eigen", 0), MakeRecord("stripes/quick/thick/eigen", 3),
      MakeRecord("stripes/large/thin/simd", 0),   MakeRecord("stripes/quick,epochs=2/thin/simd", 0),
      MakeRecord("disc/paper/depth-3/onednn", 0)};
  const RunSet set = *RunSet::Create(records, kQuestions);
  ASSERT_EQ(set.expectations().size(), 2u);
  EXPECT_TRUE(set.expectations()[1].derived);
  EXPECT_EQ(set.expectations()[1].preset, "quick");
  EXPECT_THAT(set.expectations()[1].variants, ElementsAre("thick", "thin"));
  EXPECT_THAT(set.engines(), ElementsAre("simd", "eigen", "onednn"));
  std::vector<std::string> expected;
  for (const SettingRuns& runs : set.expected()) {
    if (runs.setting.experiment == "stripes")
      expected.push_back(runs.setting.Id() + " " + runs.Count());
  }
  EXPECT_THAT(expected, ElementsAre("stripes/quick/thick/simd 1 of 2: missing seed 0",
                                    "stripes/quick/thick/eigen 2", "stripes/quick/thin/simd 2"));
  std::vector<std::string> others;
  for (const SettingRuns& runs : set.others()) others.push_back(runs.setting.Id());
  EXPECT_THAT(others, ElementsAre("stripes/large/thin/simd", "stripes/quick/thin/simd",
                                  "stripes/quick,epochs=2/thin/simd"));
  EXPECT_EQ(RunSet::Create({records[0], records[1]})->missing(), 0u);
}

TEST(RunSet, BadRecords) {
  EXPECT_FALSE(RunSet::Create({}).ok());

  const RunRecord record = MakeRecord("disc/paper/depth-3/eigen", 4);
  EXPECT_EQ(RunSet::Create({record, record}).status().message(),
            "run \"disc/paper/depth-3/eigen/seed-04\" is there twice; expected each run once");

  RunRecord other = record;
  other.seed = 5;
  EXPECT_EQ(RunSet::Create({other}).status().message(),
            "record of run \"disc/paper/depth-3/eigen/seed-04\": its fields say "
            "\"disc/paper/depth-3/eigen/seed-05\"; expected "
            "the same");
}

TEST(SeedList, Ranges) {
  EXPECT_EQ(SeedList({3}), "seed 3");
  EXPECT_EQ(SeedList({3, 4}), "seeds 3, 4");
  EXPECT_EQ(SeedList({0, 1, 2, 5, 7, 8, 100}), "seeds 0-2, 5, 7, 8, 100");
}

}  // namespace
}  // namespace tenfold::reports
