#include "reports/sweeps/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/files.h"
#include "reports/sweeps/differences.h"
#include "reports/sweeps/groups.h"
#include "statistics/inference.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

RunRecord MadeRun(const std::string& variant, int64_t seed, double test,
                  const std::string& overrides = "data=wine") {
  RunRecord record;
  record.experiment = "study";
  record.preset = "default";
  record.overrides = overrides;
  record.variant = variant;
  record.network = "Linear(2, 3)";
  record.engine = "simd";
  record.seed = seed;
  record.run_id = absl::StrFormat("study/default,%s/%s/simd/seed-%02d", overrides, variant, seed);
  record.dataset = "wine";
  record.train_loss = {1.0, 0.5 + 0.1 * static_cast<double>(seed)};
  record.train_accuracy = 1.0;
  record.test_accuracy = test;
  return record;
}

std::vector<RunRecord> TwoNets() {
  std::vector<RunRecord> records;
  const double tests[] = {0.90, 0.92, 0.91, 0.95};
  for (int64_t seed = 0; seed < 4; ++seed) {
    records.push_back(MadeRun("large", seed, tests[seed] + (seed == 0 ? 0.01 : 0.02)));
    records.push_back(MadeRun("small", seed, tests[seed]));
  }
  return records;
}

class SummaryTest : public ::testing::Test {
 protected:
  SummaryTest() { std::filesystem::remove_all(folder_); }

  std::string Written(const std::vector<RunRecord>& records, const std::string& file) {
    const absl::Status status = WriteSummary(records, folder_);
    EXPECT_TRUE(status.ok()) << status;
    const absl::StatusOr<std::string> text = ReadFile(folder_ + "/" + file, 1 << 24);
    return text.ok() ? *text : std::string(text.status().message());
  }

  const std::string folder_ = ::testing::TempDir() + "/summary";
};

TEST(PairedDifferences, AreSeedBySeedWithTheTestsOfTheReport) {
  std::vector<RunRecord> records = TwoNets();
  records.push_back(MadeRun("small", 9, 0.1));  // without a pair
  const std::vector<SummaryGroup> groups = *GroupRecords(records);
  ASSERT_EQ(groups.size(), 1u);
  const std::vector<PairedDifference> pairs = PairedDifferences(groups[0]);
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0].first->label, "large");
  ASSERT_EQ(pairs[0].differences.size(), 4u);
  EXPECT_NEAR(pairs[0].differences[0], -0.01, 1e-12);
  EXPECT_NEAR(pairs[0].mean->estimate, -0.0175, 1e-12);
  EXPECT_EQ(pairs[0].p, statistics::ZeroMeanP(pairs[0].differences));
  EXPECT_EQ(pairs[0].p, 0.125);
  EXPECT_EQ(pairs[0].holm_p, 0.125);
  EXPECT_EQ(pairs[0].spread_p, statistics::EqualStdP(groups[0].settings[0].Tests(*groups[0].metric),
                                                     {0.90, 0.92, 0.91, 0.95}));
}

TEST(PairedDifferences, OfManySettingsAreWithTheFirst) {
  std::vector<RunRecord> records;
  for (const char* variant : {"a", "b", "c", "d", "e", "f", "g"}) {
    for (int64_t seed = 0; seed < 3; ++seed)
      records.push_back(MadeRun(variant, seed, 0.5 + 0.01 * seed));
  }
  const std::vector<SummaryGroup> groups = *GroupRecords(records);
  const std::vector<PairedDifference> pairs = PairedDifferences(groups[0]);
  EXPECT_EQ(pairs.size(), 6u);
  for (const PairedDifference& pair : pairs) EXPECT_EQ(pair.first->label, "a");
}

TEST(GroupRecords, TellsNetworksOfOneNameApart) {
  std::vector<RunRecord> records = {MadeRun("n", 0, 0.5), MadeRun("n", 1, 0.6)};
  records[1].network = "Linear(2, 9)";
  const std::vector<SummaryGroup> groups = *GroupRecords(records);
  ASSERT_EQ(groups[0].settings.size(), 2u);
  EXPECT_EQ(groups[0].settings[0].label, "n (Linear(2, 3))");
  EXPECT_EQ(groups[0].settings[1].label, "n (Linear(2, 9))");
}

TEST(GroupRecords, LabelsSayWhatDiffers) {
  std::vector<RunRecord> records = {MadeRun("n", 0, 0.5),
                                    MadeRun("n", 0, 0.6, "epochs=2,data=wine")};
  records.push_back(MadeRun("n", 0, 0.7));
  records.back().engine = "eigen";
  const std::vector<SummaryGroup> groups = *GroupRecords(records);
  std::vector<std::string> labels;
  for (const SummarySetting& s : groups[0].settings) labels.push_back(s.label);
  EXPECT_THAT(labels, ::testing::UnorderedElementsAre("n simd", "n eigen", "n epochs=2 simd"));
}

TEST(GroupRecords, DataAndMetricsAreApart) {
  std::vector<RunRecord> records = TwoNets();
  records.push_back(MadeRun("small", 0, 0.5, "data=iris"));
  records.back().dataset = "iris";
  records.push_back(MadeRun("small", 0, 0.5, "task=regression,data=wine"));
  records.back().train_accuracy = records.back().test_accuracy = std::nullopt;
  records.back().metrics = {{"test_rmse", 2.0}, {"train_rmse", 1.0}};
  const std::vector<SummaryGroup> groups = *GroupRecords(records);
  ASSERT_EQ(groups.size(), 3u);
  EXPECT_EQ(groups[0].dataset, "iris");
  EXPECT_TRUE(groups[1].metric->is_accuracy);
  EXPECT_FALSE(groups[2].metric->is_accuracy);
  EXPECT_THAT(groups[2].settings[0].Tests(*groups[2].metric), ::testing::ElementsAre(2.0));
}

TEST_F(SummaryTest, HasMeansIntervalsAndDifferences) {
  const std::string page = Written(TwoNets(), "SUMMARY.md");
  EXPECT_THAT(page, HasSubstr("# Summary of study\n\n8 runs of 2 settings."));
  const std::vector<double> small = {0.90, 0.92, 0.91, 0.95};
  const statistics::Interval interval = *statistics::MeanInterval(small);
  EXPECT_THAT(page, HasSubstr(absl::StrFormat("0.920 ± 0.022 | [%.3f, %.3f]", interval.low,
                                              interval.high)));
  EXPECT_THAT(page, HasSubstr("| large "));
  EXPECT_THAT(page, HasSubstr("| -1.75 [-2.55, -0.95] | 0.1250 |"));
  EXPECT_THAT(page, HasSubstr("- small: Linear(2, 3)"));
  EXPECT_THAT(page, Not(HasSubstr("{{")));
  EXPECT_THAT(page, Not(HasSubstr("diverged")));
  for (const char* file : {"/summary.html", "/numbers.json", "/tables/settings.csv",
                           "/figures/points-1.svg", "/figures/losses-1.svg"}) {
    EXPECT_TRUE(std::filesystem::exists(folder_ + file)) << file;
  }
}

TEST_F(SummaryTest, CountsWhatDiverged) {
  std::vector<RunRecord> records = TwoNets();
  records[0].status = "diverged";
  records[0].diverged_step = 3;
  records[0].train_accuracy = records[0].test_accuracy = std::nullopt;
  const std::string page = Written(records, "SUMMARY.md");
  EXPECT_THAT(page, HasSubstr("8 runs of 2 settings, 1 of which diverged and are in no mean"));
  EXPECT_THAT(page, HasSubstr("3 of 4: diverged seed 0"));
}

TEST_F(SummaryTest, OfManySettingsTheFirstAreDrawn) {
  std::vector<RunRecord> records;
  for (int i = 10; i < 60; ++i) records.push_back(MadeRun(absl::StrCat("n", i), 0, 0.5));
  const std::string page = Written(records, "SUMMARY.md");
  EXPECT_THAT(page, HasSubstr("its interval. The first 40 settings are drawn. [Data]"));
  EXPECT_THAT(page, HasSubstr("on each side. The first 7 settings are drawn. [Data]"));
  EXPECT_THAT(page, HasSubstr("| n59 "));
}

TEST_F(SummaryTest, OneRunHasNoInterval) {
  const std::string page = Written({MadeRun("small", 0, 0.5)}, "SUMMARY.md");
  EXPECT_THAT(page, HasSubstr("1 run of 1 setting. A mean"));
  EXPECT_THAT(page, HasSubstr(" 0.500 | "));
  EXPECT_THAT(page, Not(HasSubstr("### Differences")));
  EXPECT_THAT(page, Not(HasSubstr("nan")));
}

TEST_F(SummaryTest, AllNumbersAreInTheTables) {
  const std::string runs = Written(TwoNets(), "tables/runs.csv");
  EXPECT_THAT(runs, HasSubstr("study,wine,small,simd,3,ok,accuracy,0.95,1.0,"
                              "\"study/default,data=wine/small/simd/seed-03\"\n"));
  EXPECT_THAT(Written(TwoNets(), "tables/losses.csv"), HasSubstr("study,wine,small,1,1.0,0.0,4\n"));
  EXPECT_THAT(Written(TwoNets(), "numbers.json"), HasSubstr("\"holm_p\": 0.125"));
}

// Records come from elsewhere too.
TEST_F(SummaryTest, WhatARecordSaysIsNoMarkupAndNoScript) {
  std::vector<RunRecord> records = TwoNets();
  for (RunRecord& record : records) {
    if (record.variant == "small") record.network = "<script>alert(1)</script> | ' {{X}}";
  }
  records.push_back(MadeRun("small", 7, 0.5));
  const std::string page = Written(records, "SUMMARY.md");
  EXPECT_THAT(page, Not(HasSubstr("<script>")));
  EXPECT_THAT(Written(records, "summary.html"), Not(HasSubstr("<script>alert")));
}

TEST_F(SummaryTest, NoRecordsAreAnError) {
  EXPECT_EQ(WriteSummary({}, folder_).message(), "there are no run records; expected at least one");
  EXPECT_FALSE(std::filesystem::exists(folder_));
}

}  // namespace
}  // namespace tenfold::reports
