#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "reports/parts/parts.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::vector<Expectation> kQuestions = {
    {"pairs", "paper", {"cnn", "cnn-aux", "mlp"}, {{"CNN pairs", "cnn"}, {"MLP pairs", "mlp"}}},
    {"disc", "paper", {"depth-3", "depth-4"}, {{"disc", ""}}},
};

void AddFigure(std::vector<RunRecord> records, Report& report) {
  EXPECT_TRUE(
      AddLossDifferencesFigure({*RunSet::Create(std::move(records), kQuestions), ""}, report).ok());
}

RunRecord Record(const std::string& setting, int seed, const std::vector<double>& losses) {
  RunRecord record = MakeRecord(setting, seed);
  record.first_losses = losses;
  return record;
}

// Two settings of one panel, three runs: differences of the second step are 0, 0.2 and 0.5.
TEST(LossDifferences, LargestAndMedianByStep) {
  Report report;
  AddFigure({Record("pairs/paper/cnn/simd", 0, {1.0, 0.5}),
             Record("pairs/paper/cnn/eigen", 0, {1.0, 0.5}),
             Record("pairs/paper/cnn/simd", 1, {1.0, 0.5}),
             Record("pairs/paper/cnn/eigen", 1, {1.0, 0.25}),
             Record("pairs/paper/cnn-aux/simd", 0, {1.0, 0.4}),
             Record("pairs/paper/cnn-aux/eigen", 0, {1.0, 0.5})},
            report);
  const std::string csv = report.files.at("figures/loss-differences.csv");
  EXPECT_EQ(csv.substr(0, csv.find("\nCNN pairs,simd,eigen,2,3,0.5,0.1")),
            "panel,engine_a,engine_b,step,n,largest,median\n"
            "CNN pairs,simd,eigen,1,3,0.0,0.0");
  EXPECT_THAT(report.files.at("tables/engines-by-step.csv"),
              HasSubstr("pairs,cnn,simd,eigen,2,2,0.5,0.25\n"));
  const std::string script = report.files.at("figures/loss-differences.gp");
  EXPECT_THAT(script, HasSubstr("set title 'CNN pairs'"));
  EXPECT_THAT(script, Not(HasSubstr("set title 'disc'")));
  EXPECT_THAT(script, HasSubstr("title 'eigen, n = 3'"));
}

// What the script looks for is what the data has.
TEST(LossDifferences, ScriptReadsItsData) {
  Report report;
  AddFigure(
      {Record("pairs/paper/mlp/simd", 0, {1.0}), Record("pairs/paper/mlp/onednn", 0, {1.0}),
       Record("disc/paper/depth-3/simd", 0, {1.0}), Record("disc/paper/depth-3/onednn", 0, {1.0})},
      report);
  for (const char* panel : {"MLP pairs", "disc"}) {
    EXPECT_THAT(report.files.at("figures/loss-differences.csv"),
                HasSubstr(std::string("\n") + panel + ",simd,onednn,1,1,0.0,0.0\n"));
    EXPECT_THAT(report.files.at("figures/loss-differences.gp"),
                HasSubstr(std::string("of('") + panel + "', 'onednn', 6)"));
  }
}

// The picture has the pairs with the main engine, the data has all.
TEST(LossDifferences, ThreeEngines) {
  Report report;
  AddFigure(
      {Record("disc/paper/depth-4/simd", 0, {1.0}), Record("disc/paper/depth-4/libtorch", 0, {1.0}),
       Record("disc/paper/depth-4/onednn", 0, {1.0})},
      report);
  EXPECT_EQ(report.numbers.at("loss-differences").size(), 3u);
  const std::string script = report.files.at("figures/loss-differences.gp");
  EXPECT_THAT(script, HasSubstr("'libtorch', 6)) with lines linetype 2 "));
  EXPECT_THAT(script, HasSubstr("'onednn', 6)) with lines linetype 3 "));
  // The largest and the median of two pairs.
  size_t lines = 0;
  for (size_t at = 0; (at = script.find(" with lines ", at)) != std::string::npos; ++at) ++lines;
  EXPECT_EQ(lines, 4u);
}

TEST(LossDifferences, NothingInCommonNoFigure) {
  Report report;
  AddFigure({Record("disc/paper/depth-4/simd", 0, {1.0}),
             Record("disc/paper/depth-3/libtorch", 0, {1.0})},
            report);
  EXPECT_TRUE(report.figures.empty());
  EXPECT_TRUE(report.files.empty());
}

}  // namespace
}  // namespace tenfold::reports
