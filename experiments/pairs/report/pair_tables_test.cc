#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "experiments/pairs/report/parts.h"
#include "experiments/pairs/report/question.h"
#include "reports/parts/report.h"
#include "reports/testing/plain.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

const std::vector<Expectation> kExpected = {pairs::ReportQuestion().expected};

using testing::ContainsRegex;
using testing::HasSubstr;

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

}  // namespace
}  // namespace tenfold::reports
