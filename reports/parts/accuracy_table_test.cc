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

Json MakeAccuracy() {
  return Json::parse(R"({
    "cpu": "a processor", "compiler": "g++ 12",
    "runs": [
      {"run": "disc/paper/depth-4/seed-00", "engines": {
        "simd": {"first_losses": [1e-8, 3e-7, 2e-7], "epoch_losses": [1e-6, 2e-4],
                 "weights": 0.01, "test_accuracy": -0.002},
        "eigen": {"first_losses": [2e-8, 4e-7, 1e-7], "epoch_losses": [1e-6, 1e-4],
                  "weights": 0.02, "test_accuracy": 0.0}}},
      {"run": "disc/paper/depth-4/seed-01", "engines": {
        "simd": {"first_losses": [3e-8, 1e-7, 2e-7], "epoch_losses": [1e-6, 5e-4],
                 "weights": 0.03, "test_accuracy": 0.001},
        "eigen": {"first_losses": [1e-8, 1e-7, 1e-7], "epoch_losses": [1e-6, 1e-4],
                  "weights": 0.01, "test_accuracy": 0.001}}}]
  })");
}

constexpr char kPage[] =
    "{{#ACCURACY}}{{CPU}}, {{COMPILER}}\n"
    "{{#ENGINE_ITEM}}{{ENGINE}}: {{RUNS}} runs, {{FIRST_STEP}}, {{STEPS}} steps {{FIRST_STEPS}}, "
    "{{WEIGHTS}}, {{LARGEST_POINTS}}, {{MEAN_POINTS}}"
    "{{#BESIDE}}, {{MAIN_ENGINE}} nearer in {{NEARER}} of {{BOTH}}{{/BESIDE}}\n{{/ENGINE_ITEM}}"
    "{{TABLE}}{{/ACCURACY}}";

absl::Status MakePage(const Json& accuracy, std::string& page, Json* numbers = nullptr) {
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
  Json accuracy = MakeAccuracy();
  for (Json& run : accuracy["runs"]) run["engines"].erase("simd");
  ASSERT_EQ(MakePage(accuracy, page), absl::OkStatus());
  EXPECT_THAT(page, testing::Not(HasSubstr("nearer")));
}

TEST(AccuracyTable, NothingWithoutIt) {
  std::string page;
  Json numbers;
  ASSERT_EQ(MakePage(nullptr, page, &numbers), absl::OkStatus());
  EXPECT_EQ(page, "");
  EXPECT_TRUE(numbers.empty());
}

TEST(AccuracyTable, SaysWhatIsMissing) {
  const auto error = [](const char* pointer, const Json& value) {
    Json accuracy = MakeAccuracy();
    accuracy[Json::json_pointer(pointer)] = value;
    std::string page;
    return std::string(MakePage(accuracy, page).message());
  };
  EXPECT_THAT(error("/cpu", 1), HasSubstr("no string cpu"));
  EXPECT_THAT(error("/runs", Json::array()), HasSubstr("no array runs with a run in it"));
  EXPECT_THAT(error("/runs/0", 1), HasSubstr("one without a name such as"));
  EXPECT_THAT(error("/runs/0/run", "disc"), HasSubstr("one without a name such as"));
  EXPECT_THAT(error("/runs/1/engines", 1), HasSubstr("runs: one without engines"));
  EXPECT_THAT(error("/runs/0/engines/simd", 1), HasSubstr("without the numbers first_losses"));
  EXPECT_THAT(error("/runs/0/engines/simd/first_losses", Json::array()),
              HasSubstr("without the numbers first_losses"));
  EXPECT_THAT(error("/runs/0/engines/simd/epoch_losses/1", nullptr),
              HasSubstr("without the numbers epoch_losses"));
  EXPECT_THAT(error("/runs/0/engines/simd/weights", "x"), HasSubstr("without the number weights"));
  std::string page;
  EXPECT_FALSE(MakePage(Json::object(), page).ok());
  Json accuracy = MakeAccuracy();
  for (Json& run : accuracy["runs"]) run["engines"] = Json::object();
  EXPECT_THAT(std::string(MakePage(accuracy, page).message()), HasSubstr("runs without engines"));
}

}  // namespace
}  // namespace tenfold::reports
