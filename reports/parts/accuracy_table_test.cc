#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/parts/parts.h"
#include "reports/parts/report.h"
#include "reports/testing/plain.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;
using Json = nlohmann::ordered_json;

measurements::Accuracy MakeAccuracy() {
  measurements::Accuracy accuracy;
  accuracy.provenance.cpu = "a processor";
  accuracy.provenance.compiler = "g++ 12";
  accuracy.runs = {{"disc/paper/depth-4/seed-00",
                    {{"simd", {{1e-8, 3e-7, 2e-7}, {1e-6, 2e-4}, 0.01, -0.002}},
                     {"eigen", {{2e-8, 4e-7, 1e-7}, {1e-6, 1e-4}, 0.02, 0.0}}}},
                   {"disc/paper/depth-4/seed-01",
                    {{"simd", {{3e-8, 1e-7, 2e-7}, {1e-6, 5e-4}, 0.03, 0.001}},
                     {"eigen", {{1e-8, 1e-7, 1e-7}, {1e-6, 1e-4}, 0.01, 0.001}}}}};
  return accuracy;
}

constexpr char kPage[] =
    "{{#ACCURACY}}{{CPU}}, {{COMPILER}}\n"
    "{{#ENGINE_ITEM}}{{ENGINE}}: {{RUNS}} runs, {{FIRST_STEP}}, {{STEPS}} steps {{FIRST_STEPS}}, "
    "{{WEIGHTS}}, {{LARGEST_POINTS}}, {{MEAN_POINTS}}"
    "{{#BESIDE}}, {{MAIN_ENGINE}} nearer in {{NEARER}} of {{BOTH}}{{/BESIDE}}\n{{/ENGINE_ITEM}}"
    "{{TABLE}}{{/ACCURACY}}";

absl::Status MakePage(const std::optional<measurements::Accuracy>& accuracy, std::string& page,
                      Json* numbers = nullptr) {
  Report report;
  ReportInput input = {*RunSet::Create(MakeCompleteRecords("simd")), ""};
  input.accuracy = accuracy;
  const absl::Status status = AddAccuracyTable(input, report);
  page = Plain(Expand(kPage, report.page));
  if (numbers != nullptr) *numbers = report.numbers;
  return status;
}

TEST(AccuracyTable, SettingsAndEngines) {
  std::string page;
  Json numbers;
  ASSERT_EQ(MakePage(MakeAccuracy(), page, &numbers), absl::OkStatus());
  EXPECT_THAT(page, HasSubstr("a processor, g++ 12\n"));
  EXPECT_THAT(page, HasSubstr("| disc/paper/depth-4 | simd | 2 | 3.0e-08 | 3.0e-07 | 5.0e-04 | "
                              "3.0e-02 | -0.05 (0.2) |"));
  EXPECT_THAT(page, HasSubstr("| disc/paper/depth-4 | eigen | 2 | 2.0e-08 | 4.0e-07 | 1.0e-04 | "
                              "2.0e-02 | +0.05 (0.1) |"));
  EXPECT_EQ(numbers["distance-from-double"].size(), 4u);
  EXPECT_EQ(numbers["distance-from-double"][1]["engine"], "eigen");
  EXPECT_EQ(numbers["distance-from-double"][1]["first_steps"], 4e-7);
}

TEST(AccuracyTable, SaysWhoIsNearer) {
  std::string page;
  ASSERT_EQ(MakePage(MakeAccuracy(), page), absl::OkStatus());
  EXPECT_THAT(page, HasSubstr("simd: 2 runs, 3.0e-08, 3 steps 3.0e-07, 3.0e-02, 0.2, -0.05\n"));
  EXPECT_THAT(page, HasSubstr("+0.05, simd nearer in 1 of 2\n"));
  measurements::Accuracy accuracy = MakeAccuracy();
  for (measurements::RunDeviations& run : accuracy.runs) run.engines.erase(run.engines.begin());
  ASSERT_EQ(MakePage(accuracy, page), absl::OkStatus());
  EXPECT_THAT(page, testing::Not(HasSubstr("nearer")));
}

TEST(AccuracyTable, NothingWithoutIt) {
  std::string page;
  Json numbers;
  ASSERT_EQ(MakePage(std::nullopt, page, &numbers), absl::OkStatus());
  EXPECT_EQ(page, "");
  EXPECT_TRUE(numbers.empty());
}

}  // namespace
}  // namespace tenfold::reports
