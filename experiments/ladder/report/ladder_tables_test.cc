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
using testing::Not;

constexpr char kPage[] =
    "{{#LADDERS}}{{ENGINE}}\n{{#LADDER}}{{TITLE}}\n{{RUNGS}}{{#ABLATIONS}}{{TABLE}}{{/ABLATIONS}}"
    "{{/LADDER}}{{/LADDERS}}";

std::string MakePage(std::vector<RunRecord> records, Report& report) {
  EXPECT_TRUE(AddLadders({*RunSet::Create(std::move(records)), ""}, report).ok());
  return Plain(Expand(kPage, report.page));
}

// Seeds 0 to n - 1 of a setting, each about `more` better than MakeRecord makes it.
void Add(const std::string& setting, int n, double more, std::vector<RunRecord>& records) {
  for (int seed = 0; seed < n; ++seed) {
    records.push_back(MakeRecord(setting, seed));
    *records.back().test_accuracy += more * (1 + 0.01 * (seed % 2));
  }
}

std::vector<RunRecord> DiscLadder() {
  std::vector<RunRecord> records;
  Add("disc/paper/depth-4/simd", 30, -0.5, records);
  Add("disc/paper,schedule=cosine/depth-4/simd", 30, -0.4, records);
  Add("disc/best/depth-4/simd", 30, -0.1, records);
  Add("disc/symmetric/depth-4/simd", 30, 0.0, records);
  Add("disc/symmetric,symmetry=flips/depth-4/simd", 30, -0.001, records);
  return records;
}

TEST(LadderTables, EachRungBesideTheOneBefore) {
  Report report;
  const std::string page = MakePage(DiscLadder(), report);
  EXPECT_THAT(page, HasSubstr("simd\nDisc, four hidden layers\n"));
  EXPECT_THAT(page, HasSubstr("a constant rate | 0.4425 ± 0.0289 (n = 30) | – | 0.50 |"));
  EXPECT_THAT(page, HasSubstr("(n = 30) | +10.05 [+10.03, +10.07] | 0.50 |"));
  // A rung without runs says so, and nothing is said of what the next one adds.
  EXPECT_THAT(page,
              HasSubstr("| 3. inputs from -1 to 1 | – (n = 0 of 30: missing seeds 0-29) | – |"));
  EXPECT_THAT(page, HasSubstr("| 5. Nesterov momentum | 0.8445 ± 0.0291 (n = 30) | – |"));
  EXPECT_EQ(report.numbers["ladder"][1]["n_paired"], 30);
  EXPECT_EQ(report.numbers["ladder"][1]["setting"], "disc/paper,schedule=cosine/depth-4/simd");
  EXPECT_THAT(page, Not(HasSubstr("CNN")));
}

// Seeds count with the same data alone.
TEST(LadderTables, PairsBySeedAndData) {
  std::vector<RunRecord> records = DiscLadder();
  for (RunRecord& record : records) {
    if (record.preset == "symmetric" && record.seed >= 20) record.dataset_digest = "other";
  }
  Remove("disc/best/depth-4/simd/seed-03", records);
  Report report;
  const std::string page = MakePage(records, report);
  EXPECT_THAT(page, HasSubstr("(n = 29 of 30: missing seed 3)"));
  EXPECT_EQ(report.numbers["ladder"][5]["n_paired"], 19);
}

TEST(LadderTables, AblationsBesideTheTop) {
  std::vector<RunRecord> records = DiscLadder();
  Add("disc/symmetric,momentum=0.0,nesterov=false/depth-4/simd", 2, -0.2, records);
  Report report;
  const std::string page = MakePage(records, report);
  EXPECT_THAT(page, HasSubstr("(n = 30) | -0.10 [-0.10, -0.10] | < 0.0001 | 0.50 |"));
  // Two tests are in the family: those of the others have no runs. With two seeds no sign pattern
  // is rarer than one in two.
  EXPECT_THAT(page, HasSubstr("| without momentum | 0.7040"));
  EXPECT_EQ(report.numbers["ladder-ablations"][3]["holm_p"], 0.5);
  EXPECT_TRUE(report.numbers["ladder-ablations"][0]["holm_p"].is_null());
}

// The report's own networks are at the bottom of every ladder: they alone are none.
TEST(LadderTables, NothingWithoutATop) {
  Report report;
  EXPECT_EQ(MakePage(MakeCompleteRecords("simd", kReportsOwn), report), "");
  EXPECT_TRUE(report.numbers.empty());
}

}  // namespace
}  // namespace tenfold::reports
