#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "experiments/pairs/report/parts.h"
#include "experiments/pairs/report/question.h"
#include "reports/parts/report.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

const std::vector<Expectation> kExpected = {pairs::ReportQuestion().expected};

namespace fs = std::filesystem;
using testing::HasSubstr;

ReportInput InputOf(std::vector<RunRecord> records, const std::string& artifacts_dir = "/nowhere") {
  return {*RunSet::Create(std::move(records), kExpected), artifacts_dir};
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
  ASSERT_EQ(rows.size(), 5u);
  EXPECT_EQ(rows[1]["test_accuracy"], 0.9);
  EXPECT_EQ(rows[2]["kind"], "mean");
  EXPECT_NEAR(rows[2]["low"].get<double>(), 0.8 - 12.7062 * 0.1, 1e-5);
  EXPECT_NEAR(rows[2]["high"].get<double>(), 0.8 + 12.7062 * 0.1, 1e-5);
  EXPECT_EQ(rows[4]["test_accuracy"], 0.5);
  EXPECT_TRUE(rows[4]["low"].is_null());  // one run has no interval
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

TEST(PairsLoss, LineForEachSettingWithRuns) {
  Report report;
  ASSERT_TRUE(
      AddPairsLossFigure(InputOf({PairRun("cnn", 0, 0.8), PairRun("cnn", 1, 0.8)}), report).ok());
  const std::string script = report.files.at("figures/pairs-loss.gp");
  EXPECT_THAT(script, HasSubstr("of('cnn', 4)) with lines linetype 4 title 'neither, n = 2'\n"));
  EXPECT_THAT(script, HasSubstr("set multiplot next"));  // no run of an MLP
  EXPECT_EQ(report.numbers.at("pairs-loss").size(), 5u);
}

class PairsArtifactsTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder_);
  }

  void Write(const std::string& artifact, const std::string& content) {
    fs::create_directories((folder_ / artifact).parent_path());
    std::ofstream(folder_ / artifact) << content;
  }

  fs::path folder_;
};

constexpr char kConfusion[] = "pairs/paper/cnn/simd/seed-00/confusion.csv";
constexpr char kWrong[] = "pairs/paper/cnn-shared-aux/simd/seed-01/wrong_pairs.csv";

TEST_F(PairsArtifactsTest, ConfusionOverRuns) {
  Write(kConfusion, "first,second,pairs,wrong\n0,1,10,1\n4,9,4,2\n");
  Write("pairs/paper/cnn-aux/simd/seed-01/confusion.csv", "first,second,pairs,wrong\n4,9,6,4\n");
  Report report;
  ASSERT_TRUE(
      AddPairsConfusionFigure(
          InputOf({PairRun("cnn", 0, 0.8), PairRun("cnn-aux", 1, 0.8)}, folder_.string()), report)
          .ok());
  EXPECT_THAT(report.files.at("figures/pairs-confusion.csv"), HasSubstr("\nCNN,4,9,10,6,60.0\n"));
  EXPECT_THAT(report.files.at("figures/pairs-confusion.csv"), HasSubstr("\nCNN,9,4,0,0,\n"));
  EXPECT_EQ(Expand("{{#PAIRS_CONFUSION}}{{#DRAWN}}{{TITLE}} {{RUNS}}: {{WORST}}{{/DRAWN}}"
                   "{{/PAIRS_CONFUSION}}",
                   report.page),
            "CNN 2: 4 and 9 (60 %)");
  EXPECT_EQ(report.artifacts.size(), 2u);
}

TEST_F(PairsArtifactsTest, BadConfusion) {
  for (const char* line : {"0,1,10", "0,10,10,1", "0,1,0,0", "0,1,1,2", "0,1,a,0"}) {
    Write(kConfusion, std::string("first,second,pairs,wrong\n") + line + "\n");
    Report report;
    const absl::Status status =
        AddPairsConfusionFigure(InputOf({PairRun("cnn", 0, 0.8)}, folder_.string()), report);
    EXPECT_EQ(status.message(), (folder_ / kConfusion).string() +
                                    ": line 2: expected two digits, the number of pairs and how "
                                    "many are wrong");
  }
}

// One dark pixel in each image: its place in the picture, and what the network said.
TEST_F(PairsArtifactsTest, WrongPairs) {
  const std::string white(2 * 14 * 14, '0');
  std::string first = white, second = white;
  first.replace(2 * 15, 2, "80");  // second row, second column
  second.replace(0, 2, "ff");
  Write(kWrong,
        "first,second,margin,first_image,second_image\n7,2,3.25," + first + "," + second + "\n");
  Report report;
  ASSERT_TRUE(AddWrongPairsFigure(
                  InputOf({PairRun("cnn-shared-aux", 0, 0.8), PairRun("cnn-shared-aux", 1, 0.8)},
                          folder_.string()),
                  report)
                  .ok());
  EXPECT_EQ(report.files.at("figures/wrong-pairs.csv"), "x,y,grey\n4,3,128\n19,2,255\n");
  EXPECT_THAT(report.files.at("figures/wrong-pairs.gp"),
              HasSubstr("\"truth 7, 2\\nsaid ≤ by 3.2\""));
  EXPECT_EQ(Expand("{{#WRONG_PAIRS}}{{SHOWN}} {{SEED}}{{/WRONG_PAIRS}}", report.page), "1 1");
}

TEST_F(PairsArtifactsTest, BadWrongPairs) {
  const std::string white(2 * 14 * 14, '0');
  for (const std::string& line :
       {"7,2,3.25," + white, "7,22,3.25," + white + "," + white, "7,2,nan," + white + "," + white,
        "7,2,3.25," + white + "," + white.substr(1) + "g"}) {
    Write(kWrong, "first,second,margin,first_image,second_image\n" + line + "\n");
    Report report;
    EXPECT_THAT(
        AddWrongPairsFigure(InputOf({PairRun("cnn-shared-aux", 1, 0.8)}, folder_.string()), report)
            .message(),
        HasSubstr("seed-01/wrong_pairs.csv: line 2: expected two digits, a margin"));
  }
}

TEST_F(PairsArtifactsTest, WithoutThemThePageSaysSo) {
  Report report;
  const ReportInput input = InputOf({MakeRecord("pairs/course/cnn/simd", 0)}, folder_.string());
  for (auto* part : {AddPairsAccuracyFigure, AddPairsDifferencesFigure, AddPairsLossFigure,
                     AddPairsConfusionFigure, AddWrongPairsFigure})
    ASSERT_TRUE(part(input, report).ok());
  EXPECT_TRUE(report.figures.empty());
  EXPECT_EQ(Expand("{{#PAIRS_ACCURACY_MISSING}}a{{/PAIRS_ACCURACY_MISSING}}"
                   "{{#PAIRS_DIFFERENCES_MISSING}}d{{/PAIRS_DIFFERENCES_MISSING}}"
                   "{{#PAIRS_LOSS_MISSING}}l{{/PAIRS_LOSS_MISSING}}"
                   "{{#PAIRS_CONFUSION_MISSING}}c{{/PAIRS_CONFUSION_MISSING}}"
                   "{{#WRONG_PAIRS_MISSING}}w{{/WRONG_PAIRS_MISSING}}",
                   report.page),
            "adlcw");
}

}  // namespace
}  // namespace tenfold::reports
