#include "reports/input/run_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::ElementsAre;

TEST(RunSet, CompleteSweep) {
  const absl::StatusOr<RunSet> set = RunSet::Create(MakeCompleteRecords("eigen"));
  ASSERT_TRUE(set.ok()) << set.status();
  EXPECT_EQ(set->missing(), 0u);
  EXPECT_EQ(set->expected().size(), 10u);
  EXPECT_TRUE(set->others().empty());
  EXPECT_EQ(set->Get("disc", "depth-4", "eigen").Count(), "10");
  EXPECT_EQ(set->Get("disc", "depth-4", "eigen").TestAccuracies().at(3), 0.93);
}

TEST(RunSet, NamesWhatIsMissingOrDiverged) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen");
  for (const char* seed : {"3", "5", "8"})
    Remove(std::string("pairs/paper/cnn/eigen/seed-0") + seed, records);
  Diverge(*std::find_if(records.begin(), records.end(), [](const RunRecord& r) {
    return r.run_id == "pairs/paper/cnn/eigen/seed-02";
  }));
  const absl::StatusOr<RunSet> set = RunSet::Create(records);
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->missing(), 3u);
  EXPECT_EQ(set->Get("pairs", "cnn", "eigen").Count(),
            "6 of 10: missing seeds 3, 5, 8; diverged seed 2");
}

TEST(RunSet, EachEngineIsExpectedEverywhere) {
  std::vector<RunRecord> records = MakeCompleteRecords("simd");
  records.push_back(MakeRecord("disc/paper/depth-3/eigen", 0));
  const absl::StatusOr<RunSet> set = RunSet::Create(records);
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
    return RunSet::Create(records)->engines();
  };
  EXPECT_THAT(engines({"onednn", "simd", "libtorch", "reference", "eigen"}),
              ElementsAre("simd", "eigen", "libtorch", "onednn", "reference"));
  EXPECT_THAT(engines({"libtorch", "reference", "eigen"}),
              ElementsAre("eigen", "libtorch", "reference"));
  EXPECT_THAT(engines({"libtorch", "reference"}), ElementsAre("reference", "libtorch"));
  EXPECT_THAT(engines({"onednn", "libtorch"}), ElementsAre("libtorch", "onednn"));
  const RunSet set = *RunSet::Create({MakeRecord("pairs/course/cnn/onednn", 0)});
  EXPECT_EQ(set.main_engine(), "simd");
  EXPECT_FALSE(set.HasEngine("onednn"));
}

TEST(RunSet, FurtherSeedsServeTheClaimsAlone) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen");
  records.push_back(MakeRecord("pairs/paper/cnn/eigen", 100));
  records.push_back(MakeRecord("pairs/paper/cnn/eigen", 11));
  Diverge(records.back());
  const absl::StatusOr<RunSet> set = RunSet::Create(records);
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->missing(), 0u);
  EXPECT_EQ(set->Get("pairs", "cnn", "eigen").Count(), "10");
  const SettingRuns all = set->All({"pairs", "paper", "", "cnn", "eigen"});
  EXPECT_EQ(all.ok.size(), 11u);
  EXPECT_EQ(all.ok.back()->seed, 100);
  EXPECT_THAT(all.diverged, ElementsAre(11));
  EXPECT_TRUE(all.ok.back()->train_loss.empty());
  EXPECT_TRUE(all.ok.back()->timing.empty());
  EXPECT_FALSE(all.ok.back()->provenance.contains("key"));
  EXPECT_FALSE(all.ok.front()->train_loss.empty());
  EXPECT_EQ(set->All({"pairs", "paper", "", "cnn", "simd"}).there(), 0u);
  ASSERT_EQ(set->others().size(), 1u);
  EXPECT_EQ(set->others()[0].Count(), "1 of 2: diverged seed 11");
}

TEST(RunSet, OverridesAndOtherVariantsAreOtherSettings) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen");
  records.push_back(MakeRecord("pairs/paper,epochs=2/cnn/simd", 0));
  records.push_back(MakeRecord("pairs/course/cnn/eigen", 0));
  records.push_back(MakeRecord("pairs/paper/cnn-wide/eigen", 0));
  const absl::StatusOr<RunSet> set = RunSet::Create(records);
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->missing(), 0u);
  EXPECT_EQ(set->engines(), std::vector<std::string>{"eigen"});
  ASSERT_EQ(set->others().size(), 3u);
  EXPECT_EQ(set->others()[0].setting.Id(), "pairs/course/cnn/eigen");
  EXPECT_EQ(set->others()[1].setting.Id(), "pairs/paper/cnn-wide/eigen");
  EXPECT_EQ(set->others()[2].setting.Id(), "pairs/paper,epochs=2/cnn/simd");
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
