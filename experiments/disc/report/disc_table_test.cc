#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "experiments/disc/report/parts.h"
#include "experiments/disc/report/question.h"
#include "reports/parts/report.h"
#include "reports/testing/plain.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

const std::vector<Expectation> kExpected = {disc::ReportQuestion().expected};

using testing::ContainsRegex;
using testing::HasSubstr;

constexpr char kPage[] =
    "{{TABLE_3}}{{#TABLE_3_READING}}{{VARIANT}} {{ENGINE}}:{{#ALL}} all {{N}}{{/ALL}}{{#SOME}} "
    "{{BOTH}} of {{N}}{{/SOME}}"
    "{{#NONE}} none{{/NONE}}{{#BESIDE}}; {{OTHERS}}{{/BESIDE}}\n{{/TABLE_3_READING}}";

std::string MakePage(std::vector<RunRecord> records) {
  Report report;
  EXPECT_TRUE(AddDiscTable({*RunSet::Create(std::move(records), kExpected), ""}, report).ok());
  return Plain(Expand(kPage, report.page));
}

// Train accuracies are .91 to 1.00, test accuracies .90 to .99; what is exactly .95 is not above.
TEST(DiscTable, MeansLeastAndHowManyAbove) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen", kExpected);
  for (RunRecord& record : records) {
    if (record.seed == 4) record.train_accuracy = 0.95;
    if (record.seed == 5) record.test_accuracy = 0.95;
  }
  const std::string page = MakePage(records);
  EXPECT_THAT(page, HasSubstr("| depth-3 | eigen | 10 | 0.955 ± 0.030 | 0.910 | 5 of 10 | 0.945 "
                              "± 0.030 | 0.900 | 4 of 10 |"));
  EXPECT_THAT(page, HasSubstr("depth-4 eigen: 4 of 10\n"));
}

TEST(DiscTable, AllOrNoneAbove) {
  std::vector<RunRecord> records = {MakeRecord("disc/paper/depth-4/eigen", 8),
                                    MakeRecord("disc/paper/depth-4/eigen", 9)};
  const std::string page = MakePage(records);
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
  const std::string page = MakePage(records);
  EXPECT_THAT(page, HasSubstr("depth-3 simd: 5 of 10\n"));
  EXPECT_THAT(page, HasSubstr("depth-4 simd: 5 of 10; `eigen` 1 of 2, `libtorch` 1 of 2\n"));
  EXPECT_THAT(page, HasSubstr("\ndepth-3 simd"));
}

}  // namespace
}  // namespace tenfold::reports
