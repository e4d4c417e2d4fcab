#include "experiments/pairs/report/parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "experiments/pairs/report/question.h"
#include "reports/parts/report.h"
#include "reports/testing/plain.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;

const std::vector<Expectation> kExpected = {pairs::ReportQuestion().expected};

constexpr char kPage[] =
    "{{TABLE_1}}\n{{#TABLE_1_READING}}{{ENGINE}}:{{#MEANS}} {{LOW}} {{LOW_WHERE}}, {{HIGH}} "
    "{{HIGH_WHERE}}, {{SHARING}} {{AUXILIARY}}, "
    "{{SHARING_HEADED}} {{AUXILIARY_HEADED}}, {{SHARING_CAPTIONED}} "
    "{{AUXILIARY_CAPTIONED}}{{#BESIDE}}{{#OTHER}}; {{OTHER_ENGINE}} {{SHARING}} {{AUXILIARY}}"
    "{{#LOW_ELSEWHERE}}, low {{WHERE}}{{/LOW_ELSEWHERE}}{{#HIGH_ELSEWHERE}}, high {{WHERE}}"
    "{{/HIGH_ELSEWHERE}}{{/OTHER}}{{/BESIDE}}{{/MEANS}}"
    "{{#INCOMPLETE}} incomplete{{/INCOMPLETE}}\n{{/TABLE_1_READING}}";

struct Tables {
  std::string page;
  nlohmann::ordered_json numbers;
};

Tables MakeTables(std::vector<RunRecord> records) {
  Report report;
  EXPECT_TRUE(AddPairTables({*RunSet::Create(std::move(records), kExpected), ""}, report).ok());
  return {Plain(Expand(kPage, report.page)), report.numbers};
}

void SetAccuracy(const std::string& variant, double accuracy, std::vector<RunRecord>& records) {
  for (RunRecord& record : records) {
    if (record.experiment == "pairs" && record.variant == variant)
      record.test_accuracy = accuracy + 0.01 * (record.seed % 2);
  }
}

TEST(PairTables, OursBesideTheReportsInBothReadings) {
  const Tables tables = MakeTables(MakeCompleteRecords("eigen", kExpected));
  // Test accuracies are .90, .91, ... .99.
  EXPECT_THAT(tables.page, ContainsRegex("\\| eigen +(\\| +0.945 ± 0.030 \\(10\\) ){4}\\|\n"));
  EXPECT_THAT(tables.page,
              ContainsRegex("report, headed CNN \\(its Table 1\\) +\\| +0.82 ± 0.01 \\| "
                            "+0.80 ± 0.01 \\| +0.80 ± 0.01 \\| +0.78 ± 0.02 \\|\n"));
  EXPECT_THAT(tables.page,
              ContainsRegex("report, captioned CNN \\(its Table 2\\) +\\| +0.82 ± 0.02 \\| +0.81 ± "
                            "0.02 \\| +0.79 ± 0.02 \\| +0.79 ± 0.02 \\|\n"));
  // The MLP's readings are the reverse.
  const auto& rows = tables.numbers.at("table-2");
  ASSERT_EQ(rows.size(), 12u);
  EXPECT_EQ(rows[4]["source"], "report, headed MLP (its Table 2)");
  EXPECT_EQ(rows[4]["mean"], 0.81);
  EXPECT_EQ(rows[5]["source"], "report, captioned MLP (its Table 1)");
  EXPECT_EQ(rows[5]["mean"], 0.80);
}

TEST(PairTables, ReadingComparesMeans) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen", kExpected);
  SetAccuracy("cnn-shared-aux", 0.805, records);
  SetAccuracy("cnn-shared", 0.825, records);
  SetAccuracy("cnn-aux", 0.785, records);
  SetAccuracy("cnn", 0.795, records);
  EXPECT_THAT(MakeTables(records).page,
              HasSubstr("eigen: 0.790 with auxiliary loss alone, 0.830 with weight sharing alone, "
                        "+2.5 -1.5, +2.0 +2.0, +2.5 +0.5\n"));
}

TEST(PairTables, MissingAndDivergedAreNamed) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen", kExpected);
  for (const char* seed : {"3", "5", "8"})
    Remove(std::string("pairs/paper/cnn-aux/eigen/seed-0") + seed, records);
  for (RunRecord& record : records) {
    if (record.run_id == "pairs/paper/cnn-aux/eigen/seed-09") Diverge(record);
  }
  const Tables tables = MakeTables(records);
  EXPECT_THAT(tables.page, HasSubstr("(6 of 10: missing seeds 3, 5, 8; diverged seed 9)"));
  EXPECT_EQ(tables.numbers.at("table-1")[6]["missing_seeds"], "seeds 3, 5, 8");
  EXPECT_EQ(tables.numbers.at("table-1")[6]["diverged_seeds"], "seed 9");
}

TEST(PairTables, NoRunOrOne) {
  const Tables tables = MakeTables({MakeRecord("pairs/paper/cnn/eigen", 0)});
  EXPECT_THAT(tables.page, HasSubstr("| – (0 of 10: missing seeds 0-9) |"));
  EXPECT_THAT(tables.page, HasSubstr("| 0.900 (1 of 10: missing seeds 1-9) |"));
  EXPECT_THAT(tables.page, HasSubstr("eigen: incomplete\n"));
  EXPECT_TRUE(tables.numbers.at("table-1")[0]["mean"].is_null());
  EXPECT_TRUE(tables.numbers.at("table-1")[9]["sample_std"].is_null());
}

TEST(PairTables, EachEngineHasItsLine) {
  std::vector<RunRecord> records = MakeCompleteRecords("simd", kExpected);
  for (const RunRecord& record : MakeCompleteRecords("eigen", kExpected)) records.push_back(record);
  SetAccuracy("cnn-shared-aux", 0.7, records);
  const Tables tables = MakeTables(records);
  EXPECT_THAT(tables.page, ContainsRegex("\\| simd +\\| +0.705 ± 0.005 \\(10\\) \\| 0.945 ± 0.030 "
                                         "\\(10\\) \\|.*\n\\| eigen +\\| +0.705"));
}

// The sentence is about the main engine; another's names what differs, and is not there for one
// that lacks a mean.
TEST(PairTables, ReadingOfTheOtherEngines) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen", kExpected);
  SetAccuracy("cnn-shared", 0.825, records);
  SetAccuracy("cnn", 0.795, records);
  for (const char* engine : {"onednn", "simd"}) {
    for (RunRecord record : MakeCompleteRecords(engine, kExpected)) {
      if (std::string(engine) == "simd" || record.variant != "cnn") records.push_back(record);
    }
  }
  for (RunRecord& record : records) {
    if (record.engine == "simd" && record.variant == "cnn-aux") *record.test_accuracy -= 0.1;
  }
  EXPECT_THAT(MakeTables(records).page,
              HasSubstr("simd: 0.845 with auxiliary loss alone, 0.945 with both, +5.0 -5.0, +2.0 "
                        "+2.0, +2.5 +0.5; eigen +1.5 +13.0, low with neither\n"));
}

ReportInput InputOf(std::vector<RunRecord> records) {
  return {*RunSet::Create(std::move(records), kExpected), "/nowhere"};
}

RunRecord PairRun(const std::string& variant, int64_t seed, double test_accuracy) {
  RunRecord record = MakeRecord("pairs/paper/" + variant + "/simd", seed);
  record.test_accuracy = test_accuracy;
  return record;
}

// Student's t of 1 degree of freedom is 12.706 at 97.5 %: 0.8 +- 12.706 * 0.1.
TEST(PairsAccuracy, RunsAndMeanWithInterval) {
  Report report;
  ASSERT_TRUE(
      AddPairsAccuracyFigure(
          InputOf({PairRun("cnn", 0, 0.7), PairRun("cnn", 1, 0.9), PairRun("mlp", 0, 0.5)}), report)
          .ok());
  const auto& rows = report.numbers.at("pairs-accuracy");
  ASSERT_EQ(rows.size(), 7u);
  EXPECT_EQ(rows[1]["test_accuracy"], 0.9);
  EXPECT_EQ(rows[2]["kind"], "mean");
  EXPECT_NEAR(rows[2]["low"].get<double>(), 0.8 - 12.7062 * 0.1, 1e-5);
  EXPECT_NEAR(rows[2]["high"].get<double>(), 0.8 + 12.7062 * 0.1, 1e-5);
  EXPECT_EQ(rows[3]["kind"], "printed");
  EXPECT_EQ(rows[3]["test_accuracy"], 0.78);
  EXPECT_EQ(rows[5]["test_accuracy"], 0.5);
  EXPECT_TRUE(rows[5]["low"].is_null());  // one run has no interval
  EXPECT_EQ(rows[6]["test_accuracy"], 0.79);
}

// Differences are those of the same seed, and the average takes the seeds that all four have.
TEST(PairsDifferences, WithinSeeds) {
  std::vector<RunRecord> records;
  for (const char* variant : {"cnn-shared-aux", "cnn-shared", "mlp-shared-aux", "mlp-shared"}) {
    const bool cnn = variant[0] == 'c';
    for (int seed : {0, 1}) records.push_back(PairRun(variant, seed, 0.8 + 0.01 * seed * cnn));
  }
  for (const char* variant : {"cnn-aux", "cnn", "mlp-aux", "mlp"}) {
    for (int seed : {1, 2}) records.push_back(PairRun(variant, seed, 0.7));
  }
  Report report;
  ASSERT_TRUE(AddPairsDifferencesFigure(InputOf(std::move(records)), report).ok());
  std::vector<std::string> found;
  for (const auto& row : report.numbers.at("pairs-differences")) {
    if (row["choice"] != "with weight sharing minus without") continue;
    EXPECT_EQ(row["kind"] == "seed" ? row["seed"].get<int>() : row["n"].get<int>(), 1);
    found.push_back(row["others"].get<std::string>() + " " + row["kind"].get<std::string>());
    const double expected = row["row"] == 1 ? 10.5 : row["row"].get<int>() >= 4 ? 11.0 : 10.0;
    EXPECT_NEAR(row["difference_points"].get<double>(), expected, 1e-9) << found.back();
  }
  EXPECT_THAT(found, testing::ElementsAre("CNN, aux. seed", "CNN, aux. mean", "CNN, no aux. seed",
                                          "CNN, no aux. mean", "MLP, aux. seed", "MLP, aux. mean",
                                          "MLP, no aux. seed", "MLP, no aux. mean",
                                          "average of the four seed", "average of the four mean"));
}

// Where there are seeds that decide the claims, these are drawn and no others.
TEST(PairsDifferences, OfTheSeedsThatDecide) {
  std::vector<RunRecord> records;
  for (const char* variant : {"cnn", "cnn-shared"}) {
    for (int seed : {0, 10, 109, 110}) records.push_back(PairRun(variant, seed, 0.8));
  }
  Report report;
  ASSERT_TRUE(AddPairsDifferencesFigure(InputOf(std::move(records)), report).ok());
  std::vector<int> seeds;
  for (const auto& row : report.numbers.at("pairs-differences")) {
    if (row["kind"] == "seed") seeds.push_back(row["seed"].get<int>());
  }
  EXPECT_THAT(seeds, testing::ElementsAre(10, 109));
  EXPECT_EQ(Expand("{{#PAIRS_DIFFERENCES}}{{SEEDS}}{{/PAIRS_DIFFERENCES}}", report.page),
            "of those that decide the claims");
}

// A loss is drawn in parts of what guessing leaves: ln 2, and w times 2 ln 10 with an auxiliary
// loss.
TEST(PairsLoss, WithAndWithoutAuxiliaryLossOnOneScale) {
  RunRecord with = PairRun("cnn-aux", 0, 0.8), without = PairRun("cnn", 0, 0.8);
  with.hyperparameters["auxiliary_loss_weight"] = 0.5;
  without.hyperparameters["auxiliary_loss_weight"] = 0.5;
  with.train_loss = {std::log(2.0) + std::log(10.0)};
  without.train_loss = {std::log(2.0) / 2.0};
  Report report;
  ASSERT_TRUE(AddPairsLossFigure(InputOf({with, without}), report).ok());
  const std::string& data = report.files.at("figures/pairs-loss.csv");
  EXPECT_THAT(data, HasSubstr("\ncnn-aux,simd,1,1.0,"));
  EXPECT_THAT(data, HasSubstr("\ncnn,simd,1,0.5,"));
  EXPECT_EQ(report.numbers.at("pairs-loss")[0]["mean"], with.train_loss[0]) << "the loss itself";
}

TEST(PairsLoss, LineForEachSettingWithRuns) {
  Report report;
  ASSERT_TRUE(
      AddPairsLossFigure(InputOf({PairRun("cnn", 0, 0.8), PairRun("cnn", 1, 0.8)}), report).ok());
  const std::string script = report.files.at("figures/pairs-loss.gp");
  EXPECT_THAT(script, HasSubstr("of('cnn', 4)) with lines linetype 4 title 'neither, n = 2'\n"));
  EXPECT_THAT(script, HasSubstr("set multiplot next"));  // no run of an MLP
  EXPECT_EQ(report.numbers.at("pairs-loss").size(), 5u);
}

}  // namespace
}  // namespace tenfold::reports
