#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "experiments/disc/report/parts.h"
#include "experiments/disc/report/question.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

const std::vector<Expectation> kExpected = {disc::ReportQuestion().expected};

using testing::HasSubstr;
using testing::Not;

void AddFigure(std::vector<RunRecord> records, Report& report) {
  EXPECT_TRUE(AddDiscLossFigure({*RunSet::Create(std::move(records), kExpected), ""}, report).ok());
}

// Losses of the two seeds are 1 and 0.5, and 1.25 and 0.625: means 1.125 and 0.5625.
TEST(DiscLoss, MeanAndBandByEpoch) {
  RunRecord a = MakeRecord("disc/paper/depth-3/eigen", 0);
  RunRecord b = MakeRecord("disc/paper/depth-3/eigen", 1);
  a.train_loss = {1.0, 0.5};
  b.train_loss = {1.25, 0.625, 0.25};
  Report report;
  AddFigure({a, b}, report);
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
  EXPECT_THAT(report.files.at("figures/disc-loss.csv"), HasSubstr("depth-3,eigen,3,0.25,,,,1\n"));
}

TEST(DiscLoss, DivergedRunsAreLeftOut) {
  RunRecord a = MakeRecord("disc/paper/depth-3/eigen", 0);
  RunRecord b = MakeRecord("disc/paper/depth-3/eigen", 1);
  Diverge(b);
  b.train_loss = {1e30};
  Report report;
  AddFigure({a, b}, report);
  EXPECT_EQ(report.numbers.at("disc-loss")[0]["mean"], a.train_loss[0]);
  EXPECT_THAT(report.files.at("figures/disc-loss.gp"), HasSubstr("eigen, n = 1"));
}

// Depth 4 has no run of eigen, and none of the main engine to stand beside libtorch's.
TEST(DiscLoss, PanelForEachEngineAndDepth) {
  Report report;
  AddFigure({MakeRecord("disc/paper/depth-3/eigen", 0), MakeRecord("disc/paper/depth-3/simd", 0),
             MakeRecord("disc/paper/depth-4/libtorch", 0)},
            report);
  const std::string script = report.files.at("figures/disc-loss.gp");
  EXPECT_THAT(script, HasSubstr("set multiplot layout 3, 2\nset title 'depth-3, simd, n = 1'"));
  EXPECT_THAT(script, HasSubstr("of('depth-3', 'eigen', 4)) with lines linetype 2 title 'eigen', "
                                "\\\n  data skip 1 using 3:(of('depth-3', 'simd', 4)) with "
                                "lines linetype 7 linewidth 1 dashtype 2 title 'simd'\n"));
  EXPECT_THAT(script, HasSubstr("of('depth-4', 'libtorch', 4)) with lines linetype 3 title "
                                "'libtorch'\n"));
  EXPECT_THAT(script, Not(HasSubstr("of('depth-4', 'eigen', 4)")));
  EXPECT_THAT(script, Not(HasSubstr("of('depth-4', 'simd', 4)")));
  size_t empty = 0;
  for (size_t at = 0; (at = script.find("set multiplot next", at)) != std::string::npos; ++at)
    ++empty;
  EXPECT_EQ(empty, 3u);
}

// The depths of one engine are side by side, to the same scale.
TEST(DiscLoss, OneEngine) {
  RunRecord high = MakeRecord("disc/paper/depth-4/simd", 0);
  high.train_loss = {2.0, 1.0, 0.5};
  Report report;
  AddFigure({MakeRecord("disc/paper/depth-3/simd", 0), high}, report);
  const std::string script = report.files.at("figures/disc-loss.gp");
  EXPECT_THAT(script, HasSubstr("set multiplot layout 1, 2\n"));
  EXPECT_THAT(script, HasSubstr("set xrange [0:5]\nset xtics ceil(5 / 3.0)\nset yrange [0:2.1]\n"));
  EXPECT_THAT(script, Not(HasSubstr("dashtype")));
}

TEST(DiscLoss, NoRunsNoFigure) {
  Report report;
  AddFigure({MakeRecord("disc/best/depth-3/eigen", 0)}, report);
  EXPECT_TRUE(report.figures.empty());
  EXPECT_TRUE(report.files.empty());
}

}  // namespace
}  // namespace tenfold::reports
