#include "reports/tables/engines_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "reports/template.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;

constexpr char kPage[] =
    "{{#ENGINES}}{{TABLE_4}}{{ROUNDING}} {{KINKS}} {{BEYOND}} of {{PAIRS}}; {{BEYOND_NOISE}} of "
    "{{ROWS}}{{/ENGINES}}";

std::string MakePage(std::vector<RunRecord> records) {
  Report report;
  EXPECT_TRUE(AddEnginesTable({*RunSet::Create(std::move(records)), ""}, report).ok());
  return Expand(kPage, report.page);
}

// All seeds of one setting with two engines whose records are equal.
std::vector<RunRecord> TwoEngines() {
  std::vector<RunRecord> records;
  for (const char* engine : {"eigen", "onednn"}) {
    for (int seed = 0; seed < 10; ++seed) {
      records.push_back(MakeRecord(std::string("disc/paper/depth-4/") + engine, seed));
      records.back().first_losses = {1.0, 0.5, 0.25};
    }
  }
  return records;
}

TEST(EnginesTable, OneEngineHasNone) { EXPECT_EQ(MakePage(MakeCompleteRecords("eigen")), ""); }

TEST(EnginesTable, EqualEngines) {
  const std::string page = MakePage(TwoEngines());
  EXPECT_THAT(
      page,
      ContainsRegex(
          "disc depth-4 \\| eigen, onednn \\| +10 \\| +10 \\| +0.0e\\+00 \\| +0.0 \\| +0.0 \\|"));
  EXPECT_THAT(page, HasSubstr("10 0 0 of 10; 0 of 1"));
}

TEST(EnginesTable, SortsDifferencesBySize) {
  std::vector<RunRecord> records = TwoEngines();
  records[10].first_losses[1] *= 1 + 4e-7;  // rounding
  records[11].first_losses[2] *= 1 + 1e-4;  // a kink
  records[12].first_losses[0] = 0.5;        // other work
  records[13].first_losses.pop_back();
  records[10].weights_digest = "other";
  const std::string page = MakePage(records);
  EXPECT_THAT(page, HasSubstr("7 1 2 of 10"));
  EXPECT_THAT(page, ContainsRegex("\\| +10 \\| +9 \\|"));
}

TEST(EnginesTable, MeansBeyondTheNoiseAreCounted) {
  std::vector<RunRecord> records = TwoEngines();
  for (int i = 10; i < 20; ++i) *records[i].test_accuracy -= 0.1;
  const std::string page = MakePage(records);
  EXPECT_THAT(page, HasSubstr("1 of 1"));
  EXPECT_THAT(page, ContainsRegex("\\| +10.0 \\| +\\+10.0 \\|"));
}

// Seeds that one of the two lacks do not count.
TEST(EnginesTable, ComparesCommonSeeds) {
  std::vector<RunRecord> records = TwoEngines();
  records.erase(records.begin() + 3);
  EXPECT_THAT(MakePage(records), HasSubstr("9 0 0 of 9"));
}

}  // namespace
}  // namespace tenfold::reports
