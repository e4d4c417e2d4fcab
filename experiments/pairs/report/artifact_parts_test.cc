// The parts of the pairs' chapter that are made of artifacts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "experiments/pairs/report/parts.h"
#include "experiments/pairs/report/question.h"
#include "reports/parts/report.h"
#include "reports/testing/artifacts_fixture.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;

class PairsArtifactsTest : public ArtifactsTest {
 protected:
  ReportInput InputOf(std::vector<RunRecord> records) {
    return {*RunSet::Create(std::move(records), {pairs::ReportQuestion().expected}),
            folder_.string()};
  }
};

RunRecord PairRun(const std::string& variant, int64_t seed) {
  return MakeRecord("pairs/paper/" + variant + "/simd", seed);
}

constexpr char kConfusion[] = "pairs/paper/cnn/simd/seed-00/confusion.csv";
constexpr char kWrong[] = "pairs/paper/cnn-shared-aux/simd/seed-01/wrong_pairs.csv";

TEST_F(PairsArtifactsTest, ConfusionOverRuns) {
  Write(kConfusion, "first,second,pairs,wrong\n0,1,10,1\n4,9,4,2\n");
  Write("pairs/paper/cnn-aux/simd/seed-01/confusion.csv", "first,second,pairs,wrong\n4,9,6,4\n");
  Report report;
  ASSERT_TRUE(
      AddPairsConfusionFigure(InputOf({PairRun("cnn", 0), PairRun("cnn-aux", 1)}), report).ok());
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
    const absl::Status status = AddPairsConfusionFigure(InputOf({PairRun("cnn", 0)}), report);
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
                  InputOf({PairRun("cnn-shared-aux", 0), PairRun("cnn-shared-aux", 1)}), report)
                  .ok());
  EXPECT_EQ(report.files.at("figures/wrong-pairs.csv"), "x,y,grey\n4,3,128\n19,2,255\n");
  EXPECT_THAT(report.files.at("figures/wrong-pairs.gp"),
              HasSubstr("\"truth 7, 2\\nsaid ≤ by 3.2\""));
  EXPECT_EQ(Expand("{{#WRONG_PAIRS}}{{SHOWN}} {{SEED}}{{/WRONG_PAIRS}}", report.page), "1 1");
}

// Of the pairs of different digits the last, of which the network was least sure.
TEST_F(PairsArtifactsTest, Task) {
  const std::string white(2 * 14 * 14, '0');
  std::string dark = white;
  dark.replace(0, 2, "ff");
  const std::string images = "," + white + "," + dark + "\n";
  Write(kWrong, "first,second,margin,first_image,second_image\n7,2,3" + images + "9,8,2" + images +
                    "4,4,1" + images);
  Report report;
  ASSERT_TRUE(AddTaskFigure(InputOf({PairRun("cnn-shared-aux", 1)}), report).ok());
  EXPECT_EQ(report.files.at("figures/task.csv"), "x,y,grey\n19,2,255\n");
  EXPECT_EQ(Expand("{{#TASK_FIGURE}}{{FIRST}} {{SECOND}}{{/TASK_FIGURE}}", report.page), "9 8");
}

TEST_F(PairsArtifactsTest, BadWrongPairs) {
  const std::string white(2 * 14 * 14, '0');
  for (const std::string& line :
       {"7,2,3.25," + white, "7,22,3.25," + white + "," + white, "7,2,nan," + white + "," + white,
        "7,2,3.25," + white + "," + white.substr(1) + "g"}) {
    Write(kWrong, "first,second,margin,first_image,second_image\n" + line + "\n");
    Report report;
    EXPECT_THAT(AddWrongPairsFigure(InputOf({PairRun("cnn-shared-aux", 1)}), report).message(),
                HasSubstr("seed-01/wrong_pairs.csv: line 2: expected two digits, a margin"));
  }
}

TEST_F(PairsArtifactsTest, WithoutThemThePageSaysSo) {
  Report report;
  const ReportInput input = InputOf({MakeRecord("pairs/course/cnn/simd", 0)});
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
