#include "experiments/disc/report/parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "experiments/disc/report/question.h"
#include "reports/parts/report.h"
#include "reports/testing/artifacts_fixture.h"
#include "reports/testing/plain.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

const std::vector<Expectation> kExpected = {disc::ReportQuestion().expected};

constexpr char kTablePage[] =
    "{{TABLE_3}}{{#TABLE_3_READING}}{{VARIANT}} {{ENGINE}}:{{#ALL}} all {{N}}{{/ALL}}{{#SOME}} "
    "{{BOTH}} of {{N}}{{/SOME}}"
    "{{#NONE}} none{{/NONE}}{{#BESIDE}}; {{OTHERS}}{{/BESIDE}}\n{{/TABLE_3_READING}}";

std::string TablePage(std::vector<RunRecord> records) {
  Report report;
  EXPECT_TRUE(AddDiscTable({*RunSet::Create(std::move(records), kExpected), ""}, report).ok());
  return Plain(Expand(kTablePage, report.page));
}

// Train accuracies are .91 to 1.00, test accuracies .90 to .99; what is exactly .95 is not above.
TEST(DiscTable, MeansLeastAndHowManyAbove) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen", kExpected);
  for (RunRecord& record : records) {
    if (record.seed == 4) record.train_accuracy = 0.95;
    if (record.seed == 5) record.test_accuracy = 0.95;
  }
  const std::string page = TablePage(records);
  EXPECT_THAT(page, HasSubstr("| depth-3 | eigen | 10 | 0.955 ± 0.030 | 0.910 | 5 of 10 | 0.945 "
                              "± 0.030 | 0.900 | 4 of 10 |"));
  EXPECT_THAT(page, HasSubstr("depth-4 eigen: 4 of 10\n"));
}

TEST(DiscTable, AllOrNoneAbove) {
  std::vector<RunRecord> records = {MakeRecord("disc/paper/depth-4/eigen", 8),
                                    MakeRecord("disc/paper/depth-4/eigen", 9)};
  const std::string page = TablePage(records);
  EXPECT_THAT(page, HasSubstr("depth-4 eigen: all 2\n"));
  EXPECT_THAT(page, HasSubstr("depth-3 eigen: none\n"));
  EXPECT_THAT(page,
              ContainsRegex("\\| depth-3 \\| eigen +\\| +0 of 10: missing seeds 0-9 \\| +– \\|"));
  EXPECT_THAT(page, HasSubstr("2 of 10: missing seeds 0-7"));
}

// One sentence a depth, with the other engines' counts in it where they have runs.
TEST(DiscTable, OtherEnginesBesideTheMainOne) {
  std::vector<RunRecord> records = MakeCompleteRecords("simd", kExpected);
  for (const char* engine : {"eigen", "libtorch"})
    for (int seed : {3, 9})
      records.push_back(MakeRecord(std::string("disc/paper/depth-4/") + engine, seed));
  const std::string page = TablePage(records);
  EXPECT_THAT(page, HasSubstr("depth-3 simd: 5 of 10\n"));
  EXPECT_THAT(page, HasSubstr("depth-4 simd: 5 of 10; `eigen` 1 of 2, `libtorch` 1 of 2\n"));
  EXPECT_THAT(page, HasSubstr("\ndepth-3 simd"));
}

// The line of 1 - x - y / 2 in one cell, whose corners are 100, 0, -50 (upper right), 50.
TEST(DiscBoundary, LineThroughACell) {
  const std::vector<Segment> line = ZeroLine({{100, -100}, {50, -150}});
  ASSERT_EQ(line.size(), 1u);
  EXPECT_EQ(line[0].x1, 0.5);
  EXPECT_EQ(line[0].y1, 0.0);
  EXPECT_EQ(line[0].x2, 0.25);
  EXPECT_EQ(line[0].y2, 1.0);
}

// Each of two opposite positive corners is cut off by itself.
TEST(DiscBoundary, TwoLinesInACell) {
  for (const Grid& grid : {Grid{{1, -1}, {-1, 1}}, Grid{{-1, 1}, {1, -1}}}) {
    const std::vector<Segment> lines = ZeroLine(grid);
    ASSERT_EQ(lines.size(), 2u);
    for (const Segment& line : lines) {
      const double x = (line.x1 + line.x2) / 2, y = (line.y1 + line.y2) / 2;
      // The middle lies in the corner that is positive.
      EXPECT_GT(grid[y > 0.5][x > 0.5], 0);
    }
  }
}

TEST(DiscBoundary, CircleHasItsLength) {
  const int n = 51;
  Grid grid(n, std::vector<int>(n));
  for (int row = 0; row < n; ++row) {
    for (int column = 0; column < n; ++column) {
      const double r = std::hypot(row / 50.0 - 0.5, column / 50.0 - 0.5);
      grid[row][column] = static_cast<int>(std::lround(100 * std::tanh(10 * (0.3 - r))));
    }
  }
  double length = 0.0;
  for (const Segment& s : ZeroLine(grid)) length += std::hypot(s.x2 - s.x1, s.y2 - s.y1);
  EXPECT_NEAR(length, 2 * std::acos(-1.0) * 0.3, 0.01);
}

TEST(DiscBoundary, BadGrids) {
  for (const char* csv : {"", "1\n", "1,2\n3\n", "1,2\n3,x\n", "1,2,3\n4,5,6\n"})
    EXPECT_THAT(ReadGrid(csv).status().message(), HasSubstr("expected a square of whole numbers"));
  EXPECT_EQ(*ReadGrid("1,-2\n3,4\n"), (Grid{{1, -2}, {3, 4}}));
}

// Every run that has a grid, apart by whether its test accuracy is above .95.
using DiscBoundaryFigureTest = ArtifactsTest;
TEST_F(DiscBoundaryFigureTest, RunsOfBothDepths) {
  for (const char* run : {"depth-3/simd/seed-09", "depth-4/simd/seed-00"}) {
    Write(std::string("disc/paper/") + run + "/grid.csv", "100,-100\n100,-100\n");
  }
  Report report;
  const ReportInput input = {*RunSet::Create(MakeCompleteRecords("simd", kExpected), kExpected),
                             folder_.string()};
  ASSERT_TRUE(AddDiscBoundaryFigure(input, report).ok());
  EXPECT_EQ(report.files.at("figures/disc-boundary.csv"),
            "variant,seed,test_accuracy_0.95,x1,y1,x2,y2\n"
            "depth-3,9,above,0.5000,0.0000,0.5000,1.0000\n"
            "depth-4,0,below,0.5000,0.0000,0.5000,1.0000\n");
  EXPECT_EQ(report.artifacts.size(), 2u);
}

// Both labels side by side, if there are runs with the other ones.
TEST(Labels, BesideTheReportsOwn) {
  std::vector<RunRecord> records;
  for (const char* setting :
       {"disc/paper/depth-4/simd", "disc/paper,labels=plus-minus-one/depth-4/simd"}) {
    const bool own = std::string(setting).find("labels") == std::string::npos;
    for (int64_t seed = kClaimSeeds.first; seed < kClaimSeeds.first + 10; ++seed) {
      records.push_back(MakeRecord(setting, seed));
      RunRecord& record = records.back();
      if (own) record.hyperparameters["labels"] = "zero-one";
      const double level = own ? 0.25 : 1.0;
      record.first_losses = {own ? 0.5 : 1.0};
      record.train_loss.assign(20, level);
      record.train_loss.insert(record.train_loss.end(), 5, 0.1 * level);
    }
  }
  const auto page = [](std::vector<RunRecord> of) {
    Report report;
    EXPECT_TRUE(AddLabels({*RunSet::Create(std::move(of), kExpected), ""}, report).ok());
    return Plain(Expand("{{#LABELS}}{{TABLE}}{{/LABELS}}", report.page));
  };
  EXPECT_THAT(page(records),
              HasSubstr("| the loss falls sharply at first | **✓ reproduced** 100 [69, 100] % of "
                        "runs; first loss 0.50, of the stall 0.25 | **✗ contradicted** 0 [0, 31] % "
                        "of runs; first loss 1.00, of the stall 1.00 |"));
  EXPECT_THAT(page(records), HasSubstr("| labels 1 and 0, n = 10 | labels 1 and -1, n = 10 |"));
  records.resize(10);
  EXPECT_EQ(page(records), "");
}

void AddLossFigure(std::vector<RunRecord> records, Report& report) {
  EXPECT_TRUE(AddDiscLossFigure({*RunSet::Create(std::move(records), kExpected), ""}, report).ok());
}

// Losses of the two seeds are 1 and 0.5, and 1.25 and 0.625: means 1.125 and 0.5625.
TEST(DiscLoss, MeanAndBandByEpoch) {
  RunRecord a = MakeRecord("disc/paper/depth-3/eigen", 0);
  RunRecord b = MakeRecord("disc/paper/depth-3/eigen", 1);
  a.train_loss = {1.0, 0.5};
  b.train_loss = {1.25, 0.625, 0.25};
  Report report;
  AddLossFigure({a, b}, report);
  const auto& rows = report.numbers.at("disc-loss");
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0]["mean"], 1.125);
  EXPECT_NEAR(rows[0]["sample_std"].get<double>(), 0.25 / std::sqrt(2.0), 1e-15);
  EXPECT_NEAR(rows[0]["upper"].get<double>() - rows[0]["lower"].get<double>(),
              2 * 0.25 / std::sqrt(2.0), 1e-15);
  EXPECT_EQ(rows[1]["mean"], 0.5625);
  // One run went on: no deviation of one value.
  EXPECT_EQ(rows[2]["mean"], 0.25);
  EXPECT_TRUE(rows[2]["sample_std"].is_null());
  EXPECT_EQ(rows[2]["n"], 1);
  const std::string& data = report.files.at("figures/disc-loss.csv");
  EXPECT_THAT(data, HasSubstr("depth-3,1,3,0.25\n"));
  EXPECT_THAT(data, HasSubstr("depth-3,mean,1,1.125\n"));
}

TEST(DiscLoss, DivergedRunsAreLeftOut) {
  RunRecord a = MakeRecord("disc/paper/depth-3/eigen", 0);
  RunRecord b = MakeRecord("disc/paper/depth-3/eigen", 1);
  Diverge(b);
  b.train_loss = {1e30};
  Report report;
  AddLossFigure({a, b}, report);
  EXPECT_EQ(report.numbers.at("disc-loss")[0]["mean"], a.train_loss[0]);
  EXPECT_THAT(report.files.at("figures/disc-loss.gp"), HasSubstr("depth-3, n = 1"));
}

// A panel for each depth, of the main engine alone: the others' look the same.
TEST(DiscLoss, RunsOfTheMainEngine) {
  RunRecord run = MakeRecord("disc/paper/depth-3/simd", 7);
  run.hyperparameters["labels"] = "zero-one";
  run.train_loss = {2.0, 1.0, 0.5};
  Report report;
  AddLossFigure({run, MakeRecord("disc/paper/depth-3/eigen", 0),
                 MakeRecord("disc/paper/depth-4/libtorch", 0)},
                report);
  const std::string script = report.files.at("figures/disc-loss.gp");
  EXPECT_THAT(script, HasSubstr("set title 'depth-3, n = 1'"));
  EXPECT_THAT(script, HasSubstr("  0.25 with lines"));
  EXPECT_THAT(script, HasSubstr("of('depth-3', '7', 4)"));
  EXPECT_THAT(script, HasSubstr("set multiplot next"));
  EXPECT_THAT(script, HasSubstr("set xrange [0:3]\nset yrange [0:2.1]\n"));
  EXPECT_THAT(report.files.at("figures/disc-loss.csv"), Not(HasSubstr("depth-4")));
  EXPECT_EQ(report.numbers.at("disc-loss").size(), 13u) << "all engines";
}

TEST(DiscLoss, NoRunsNoFigure) {
  Report report;
  AddLossFigure({MakeRecord("disc/best/depth-3/eigen", 0)}, report);
  EXPECT_TRUE(report.figures.empty());
  EXPECT_TRUE(report.files.empty());
}

}  // namespace
}  // namespace tenfold::reports
