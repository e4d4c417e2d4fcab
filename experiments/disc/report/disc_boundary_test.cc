#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include "experiments/disc/report/parts.h"
#include "experiments/disc/report/question.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

const std::vector<Expectation> kExpected = {disc::ReportQuestion().expected};

namespace fs = std::filesystem;
using testing::HasSubstr;

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
TEST(DiscBoundary, RunsOfBothDepths) {
  const fs::path folder = fs::path(testing::TempDir()) / "disc_boundary";
  for (const char* run : {"depth-3/simd/seed-09", "depth-4/simd/seed-00"}) {
    fs::create_directories(folder / "disc/paper" / run);
    std::ofstream(folder / "disc/paper" / run / "grid.csv") << "100,-100\n100,-100\n";
  }
  Report report;
  const ReportInput input = {*RunSet::Create(MakeCompleteRecords("simd", kExpected), kExpected),
                             folder.string()};
  ASSERT_TRUE(AddDiscBoundaryFigure(input, report).ok());
  EXPECT_EQ(report.files.at("figures/disc-boundary.csv"),
            "variant,seed,test_accuracy_0.95,x1,y1,x2,y2\n"
            "depth-3,9,above,0.5000,0.0000,0.5000,1.0000\n"
            "depth-4,0,below,0.5000,0.0000,0.5000,1.0000\n");
  EXPECT_EQ(report.artifacts.size(), 2u);
}

}  // namespace
}  // namespace tenfold::reports
