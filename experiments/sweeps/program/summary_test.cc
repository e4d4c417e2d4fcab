#include "experiments/sweeps/program/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "experiments/sweeps/program/progress.h"

namespace tenfold {
namespace {

using ::testing::HasSubstr;

RunRecord Record(const std::string& variant, int64_t seed, double test_accuracy) {
  RunRecord record;
  record.run_id = variant + "/" + std::to_string(seed);
  record.variant = variant;
  record.engine = "eigen";
  record.seed = seed;
  record.train_accuracy = 1.0;
  record.test_accuracy = test_accuracy;
  record.timing["training_time_s"] = 2.0;
  record.timing["wall_time_s"] = 2.5;
  return record;
}

TEST(SweepSummary, HasMeanAndDeviationOfEachSetting) {
  RunRecord diverged = Record("b", 1, 0);
  diverged.status = "diverged";
  diverged.train_accuracy = diverged.test_accuracy = std::nullopt;
  SweepSummary summary({"a", "b", "c"}, {"eigen"}, {0, 1, 7});
  for (const RunRecord& record :
       {Record("a", 0, 0.7), Record("b", 0, 0.5), diverged, Record("a", 7, 0.9)})
    summary.Add(record);
  EXPECT_EQ(summary.size(), 4u);
  const std::string table = summary.Table();
  EXPECT_THAT(table,
              HasSubstr("a                eigen         2  1.000 ± 0.000  0.800 ± 0.141  2.000\n"));
  EXPECT_THAT(
      table,
      HasSubstr(
          "b                eigen         1  1.000          0.500          2.000  (1 diverged)\n"));
  EXPECT_THAT(table,
              HasSubstr("c                eigen         0  -              -              -\n"));
}

TEST(SweepSummary, HasErrorsWhereNumbersArePredicted) {
  SweepSummary summary({"a"}, {"eigen"}, {0, 1});
  for (int64_t seed : {0, 1}) {
    RunRecord record = Record("a", seed, 0.0);
    record.train_accuracy = record.test_accuracy = std::nullopt;
    record.metrics = {{"train_rmse", 40.0}, {"test_rmse", 50.0 + 10.0 * seed}, {"test_r2", 0.5}};
    summary.Add(record);
  }
  const std::string table = summary.Table();
  EXPECT_THAT(table, HasSubstr("2  40 ± 0         55 ± 7.071     2.000\n"));
  EXPECT_THAT(table, HasSubstr("\nRoot mean squared errors: mean"));
}

// Means of accuracies often end in a 5 that is rounded, so the order of a sum would show.
TEST(SweepSummary, DoesNotDependOnTheOrder) {
  std::vector<std::string> tables;
  for (int step : {1, 3, 7}) {
    std::vector<int64_t> seeds;
    for (int64_t seed = 0; seed < 10; ++seed) seeds.push_back(seed);
    SweepSummary summary({"a"}, {"eigen"}, seeds);
    for (int i = 0; i < 10; ++i) {
      const int seed = i * step % 10;
      summary.Add(Record("a", seed, seed == 9 ? 0.807 : 0.001 * (700 + 23 * seed)));
    }
    tables.push_back(summary.Table());
  }
  EXPECT_EQ(tables[0], tables[1]);
  EXPECT_EQ(tables[0], tables[2]);
}

TEST(SweepCounts, NamesTheStatesThereAre) {
  SweepCounts counts;
  counts.Add(RecordState::kPresent, false);
  counts.Add(RecordState::kPresent, true);
  counts.Add(RecordState::kStale, true);
  EXPECT_EQ(counts.ToString(), "3 runs: 2 present, 1 stale; 2 to run");
  EXPECT_EQ(SweepCounts().ToString(), "0 runs");
}

TEST(ProgressLine, SaysHowFarAndHowLong) {
  RunRecord record = Record("a", 3, 0.8125);
  EXPECT_EQ(ProgressLine(4, 100, 10.0, record), "[  4/100] eta 4:00  a/3  test 0.812  2.5 s");
  record.timing = nlohmann::ordered_json::object();
  EXPECT_EQ(ProgressLine(4, 100, 10.0, record), "[  4/100] eta 4:00  a/3  test 0.812");
  record.test_accuracy = std::nullopt;
  record.metrics = {{"test_rmse", 54.123}};
  EXPECT_EQ(ProgressLine(4, 100, 10.0, record), "[  4/100] eta 4:00  a/3  test RMSE 54.12");
  record.metrics.clear();
  record.diverged_step = 17;
  EXPECT_THAT(ProgressLine(1, 2, 3.0, record), HasSubstr("a/3  diverged at step 17"));
}

}  // namespace
}  // namespace tenfold
