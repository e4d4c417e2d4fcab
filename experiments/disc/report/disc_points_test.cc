#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "experiments/disc/report/parts.h"
#include "experiments/disc/report/question.h"
#include "reports/parts/report.h"
#include "reports/testing/artifacts_fixture.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kPoints[] =
    "set,x,y,label,prediction\n"
    "train,0.5,0.5,1,1\n"
    "train,0.1,0.1,-1,1\n"
    "test,0.9,1e-03,-1,-1\n";

TEST(CheckDiscPoints, Counts) {
  const absl::StatusOr<DiscPoints> points = CheckDiscPoints(kPoints);
  ASSERT_TRUE(points.ok()) << points.status();
  EXPECT_EQ(points->train.total, 2);
  EXPECT_EQ(points->train.wrong, 1);
  EXPECT_EQ(points->test.total, 1);
  EXPECT_EQ(points->test.wrong, 0);
}

TEST(CheckDiscPoints, ErrorsNameTheLine) {
  const std::string header = "set,x,y,label,prediction\n";
  EXPECT_THAT(std::string(CheckDiscPoints("").status().message()),
              HasSubstr("line 1: expected the header"));
  for (const std::string bad :
       {"train,0.5,0.5,1", "valid,0.5,0.5,1,1", "train,0.5,1.5,1,1", "train,nan,0.5,1,1",
        "train,0.5,0.5,0,1", "train,0.5,0.5,1,", "", "train,0.5,0.5,1,1,1"}) {
    const absl::StatusOr<DiscPoints> points =
        CheckDiscPoints(header + "train,0.5,0.5,1,1\n" + bad + "\ntest,0,0,1,1\n");
    EXPECT_THAT(std::string(points.status().message()), HasSubstr("line 3: expected train or test"))
        << bad;
  }
}

class DiscPointsFigureTest : public ArtifactsTest {
 protected:
  absl::Status Add(Report& report) {
    const std::vector<Expectation> expected = {disc::ReportQuestion().expected};
    std::vector<RunRecord> records;
    for (const char* engine : {"eigen", "libtorch", "simd"}) {
      for (const RunRecord& record : MakeCompleteRecords(engine, expected))
        records.push_back(record);
    }
    return AddDiscPointsFigure({*RunSet::Create(records, expected), folder_.string()}, report);
  }

  std::string PageOf(const Report& report) {
    return Expand(
        "{{#FIGURE_1}}{{#DRAWN}}{{ENGINE}} {{SEED}} {{DATA}}; {{/DRAWN}}{{#SAME_POINTS}}"
        "{{EQUAL}} of {{ALL}}{{/SAME_POINTS}}{{/FIGURE_1}}{{#FIGURE_1_MISSING}}no "
        "{{ENGINE}}{{/FIGURE_1_MISSING}}",
        report.page);
  }
};

// Other engines are not drawn, nor other depths.
TEST_F(DiscPointsFigureTest, LowestSeedThatHasPoints) {
  Write("disc/paper/depth-4/simd/seed-07/points.csv", "not read");
  Write("disc/paper/depth-4/simd/seed-03/points.csv", kPoints);
  Write("disc/paper/depth-3/simd/seed-00/points.csv", "not read");
  Write("disc/paper/depth-4/eigen/seed-00/points.csv", "not read");
  Report report;
  const absl::Status status = Add(report);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(report.figures, std::vector<std::string>{"disc-points"});
  EXPECT_EQ(report.files.at("figures/disc-points-simd.csv"), kPoints);
  EXPECT_EQ(report.artifacts.size(), 1u);
  EXPECT_EQ(report.artifacts.at("disc/paper/depth-4/simd/seed-03/points.csv"), kPoints);
  const std::string script = report.files.at("figures/disc-points.gp");
  EXPECT_THAT(script, HasSubstr("layout 1, 2"));
  EXPECT_THAT(script, HasSubstr("simd, train points\\n1 of 2 right"));
  EXPECT_THAT(script, HasSubstr("simd, test points\\n1 of 1 right"));
  EXPECT_THAT(script, Not(HasSubstr(folder_.string())));
  EXPECT_EQ(PageOf(report), "simd 3 disc-points-simd.csv; no libtorch");
}

TEST_F(DiscPointsFigureTest, BesideLibTorch) {
  Write("disc/paper/depth-4/simd/seed-00/points.csv", kPoints);
  Write("disc/paper/depth-4/libtorch/seed-00/points.csv",
        absl::StrReplaceAll(kPoints, {{"train,0.1,0.1,-1,1", "train,0.1,0.1,-1,-1"}}));
  Report report;
  ASSERT_TRUE(Add(report).ok());
  EXPECT_EQ(PageOf(report),
            "simd 0 disc-points-simd.csv; libtorch 0 disc-points-libtorch.csv; 2 of 3");
  const std::string script = report.files.at("figures/disc-points.gp");
  EXPECT_THAT(script, HasSubstr("layout 2, 2"));
  EXPECT_THAT(script, HasSubstr("libtorch, train points\\n2 of 2 right"));
  EXPECT_THAT(script, HasSubstr("plot 'disc-points-libtorch.csv' skip 1"));
  EXPECT_EQ(report.artifacts.size(), 2u);
}

TEST_F(DiscPointsFigureTest, OtherPointsAreNotCompared) {
  Write("disc/paper/depth-4/simd/seed-00/points.csv", kPoints);
  Write("disc/paper/depth-4/libtorch/seed-01/points.csv",
        absl::StrReplaceAll(kPoints, {{"0.9", "0.8"}}));
  Report report;
  ASSERT_TRUE(Add(report).ok());
  EXPECT_EQ(PageOf(report), "simd 0 disc-points-simd.csv; libtorch 1 disc-points-libtorch.csv; ");
}

TEST_F(DiscPointsFigureTest, BadPoints) {
  Write("disc/paper/depth-4/simd/seed-00/points.csv", "x\n");
  Report report;
  EXPECT_EQ(Add(report).message(),
            (folder_ / "disc/paper/depth-4/simd/seed-00/points.csv").string() +
                ": line 1: expected the header \"set,x,y,label,prediction\"");
}

}  // namespace
}  // namespace tenfold::reports
