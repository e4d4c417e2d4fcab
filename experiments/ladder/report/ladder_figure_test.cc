#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "experiments/ladder/report/parts.h"
#include "experiments/ladder/rungs.h"
#include "reports/parts/report.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

// The networks at the bottom of the ladders.
const std::vector<Expectation> kReportsOwn = {
    {"pairs", "paper", {"cnn-shared-aux", "cnn-shared", "mlp-shared-aux"}},
    {"disc", "paper", {"depth-3", "depth-4"}}};

using testing::HasSubstr;
using testing::Not;

// Two seeds of every rung of the ladders but the second rung of the MLP.
std::vector<RunRecord> Climbed() {
  std::vector<RunRecord> records;
  for (const ladder::Ladder& ladder : ladder::Ladders()) {
    if (ladder.name != "cnn" && ladder.name != "mlp") continue;
    for (const ladder::Rung& rung : ladder.rungs) {
      if (ladder.name == "mlp" && &rung == &ladder.rungs[1]) continue;
      const ladder::Setting& setting = rung.setting;
      const std::string overrides =
          setting.overrides.empty() ? std::string() : "," + setting.overrides;
      for (int seed : {0, 1}) {
        records.push_back(MakeRecord(
            "pairs/" + setting.preset + overrides + "/" + setting.variant + "/simd", seed));
      }
    }
  }
  return records;
}

TEST(LadderFigure, APlaceForEachRungAndALadderForEachModel) {
  Report report;
  ASSERT_TRUE(AddLadderFigure({*RunSet::Create(Climbed()), ""}, report).ok());
  const std::string &csv = report.files["figures/ladder.csv"],
                    &script = report.files["figures/ladder.gp"];
  EXPECT_THAT(csv, HasSubstr("\ncnn,1,the report's network,2,0.905,"));
  EXPECT_THAT(csv, HasSubstr("\ncnn,2,"));
  EXPECT_THAT(csv, HasSubstr("\nmlp,1,"));
  EXPECT_THAT(csv, Not(HasSubstr("\nmlp,2,")));
  EXPECT_THAT(csv, HasSubstr("\nmlp,3,"));
  EXPECT_THAT(script, HasSubstr("\"1. the report's network\" 1, \"2. "));
  const std::string rungs = std::to_string(ladder::Ladders()[0].rungs.size());
  EXPECT_THAT(script, HasSubstr("rungs = " + rungs + "\n"));
  EXPECT_EQ(Expand("{{#LADDER_FIGURE}}{{NAME}}{{/LADDER_FIGURE}}", report.page), "ladder");
}

TEST(LadderFigure, NothingWithoutATop) {
  Report report;
  ASSERT_TRUE(
      AddLadderFigure({*RunSet::Create(MakeCompleteRecords("simd", kReportsOwn)), ""}, report)
          .ok());
  EXPECT_TRUE(report.figures.empty());
}

}  // namespace
}  // namespace tenfold::reports
