#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "experiments/ladder/report/parts.h"
#include "reports/parts/report.h"
#include "reports/testing/plain.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

// The networks at the bottom of the ladders.
const std::vector<Expectation> kReportsOwn = {
    {"pairs", "paper", {"cnn-shared-aux", "cnn-shared", "mlp-shared-aux"}},
    {"disc", "paper", {"depth-3", "depth-4"}}};

using testing::HasSubstr;

std::string MakePage(std::vector<RunRecord> records) {
  Report report;
  EXPECT_TRUE(AddAims({*RunSet::Create(std::move(records)), ""}, report).ok());
  return Plain(Expand("{{#AIMS}}{{TABLE}}{{/AIMS}}", report.page));
}

// Seeds 0 to 29 with accuracies from `least` to `least` + 0.009, and one more that does not count.
std::vector<RunRecord> Runs(const std::string& setting, double least) {
  std::vector<RunRecord> records;
  for (int seed = 0; seed <= 30; ++seed) {
    records.push_back(MakeRecord(setting, seed));
    records.back().test_accuracy = seed == 30 ? 0.1 : least + 0.001 * (seed % 10);
  }
  return records;
}

TEST(AimsTable, MeanAndLeastHaveToBeReached) {
  const std::string disc = "disc/best/depth-4/simd";
  EXPECT_THAT(MakePage(Runs(disc, 0.985)),
              HasSubstr("| disc, four hidden layers | mean 0.987, no run below 0.97 | 0.9895 ± "
                        "0.0029 (n = 30) | 0.985 | 0.50 | yes |"));
  EXPECT_THAT(MakePage(Runs(disc, 0.982)), HasSubstr("| 0.982 | 0.50 | **no** |"));
  std::vector<RunRecord> records = Runs(disc, 0.99);
  records[7].test_accuracy = 0.969;
  EXPECT_THAT(MakePage(records), HasSubstr("| 0.969 | 0.50 | **no** |"));
  // 29 of 30 decide nothing, whether one is missing or diverged.
  Diverge(records[7]);
  EXPECT_THAT(MakePage(records), HasSubstr("(n = 29 of 30: diverged seed 7)"));
  EXPECT_THAT(MakePage(records), HasSubstr("| 0.990 | 0.50 | – |"));
}

TEST(AimsTable, SprintHasToBeFastToo) {
  std::vector<RunRecord> records = Runs("pairs/sprint/cnn-shared-aux/simd", 0.98);
  EXPECT_THAT(MakePage(records), HasSubstr("mean 0.980, under 1 s | 0.9845"));
  EXPECT_THAT(MakePage(records), HasSubstr("| 0.50 | yes |"));
  for (RunRecord& record : records) record.timing["training_time_s"] = 1.5;
  EXPECT_THAT(MakePage(records), HasSubstr("| 1.50 | **no** |"));
  for (RunRecord& record : records) record.timing.clear();
  EXPECT_THAT(MakePage(records), HasSubstr("| – | – |"));
}

TEST(AimsTable, NothingWithoutSuchRuns) {
  EXPECT_EQ(MakePage(MakeCompleteRecords("simd", kReportsOwn)), "");
}

}  // namespace
}  // namespace tenfold::reports
