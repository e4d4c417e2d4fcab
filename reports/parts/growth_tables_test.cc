#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/parts/parts.h"
#include "reports/parts/report.h"
#include "reports/testing/plain.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;

nlohmann::ordered_json MakeGrowth() {
  return nlohmann::ordered_json::parse(R"({
    "cpu": "a processor", "date": "2020-01-02T03:04:05Z",
    "growth": [{"series": "width", "time_of": "an epoch", "engine": "simd", "points": [
        {"value": 8, "seconds": 1e-4, "training_bytes": 1000, "disturbed": false},
        {"value": 512, "seconds": 2e-2, "training_bytes": 5000, "disturbed": true}],
      "time_exponent": {"estimate": 1.234, "low": 1.0, "high": 1.5}, "time_exponent_upper": null}],
    "map": [
      {"batch_size": 10, "width": 1024, "seeds": 1, "engine": "simd", "configuration": "autograd",
       "ratio": 0.8, "low": 0.75, "high": 0.85, "rounds": 3},
      {"batch_size": 10, "width": 25, "seeds": 1, "engine": "simd", "configuration": "by hand",
       "ratio": 9.5, "low": 9, "high": 10, "rounds": 3},
      {"batch_size": 100, "width": 25, "seeds": 10, "engine": "simd", "rounds": 0}],
    "crossovers": [
      {"batch_size": 10, "seeds": 1, "width": 700.4, "from_the_start": false},
      {"batch_size": 100, "seeds": 10, "width": null, "from_the_start": false}]
  })");
}

constexpr char kPage[] =
    "{{#GROWTH}}{{CPU}} {{DATE}}\n{{EXPONENTS}}{{#MAP}}{{TABLE}}{{/MAP}}{{/GROWTH}}";

absl::Status MakePage(const nlohmann::ordered_json& growth, std::string& page,
                      nlohmann::ordered_json* numbers = nullptr) {
  Report report;
  const absl::Status status =
      AddGrowthTables({*RunSet::Create(MakeCompleteRecords("simd")), "", nullptr, growth}, report);
  page = Plain(Expand(kPage, report.page));
  if (numbers != nullptr) *numbers = report.numbers;
  return status;
}

TEST(GrowthTables, ExponentsAndMap) {
  std::string page;
  nlohmann::ordered_json numbers;
  ASSERT_TRUE(MakePage(MakeGrowth(), page, &numbers).ok());
  EXPECT_THAT(page, HasSubstr("a processor 2020-01-02\n"));
  EXPECT_THAT(page, HasSubstr("| width | simd | 8 to 512 | 1.23 [1.00, 1.50] | – | – |"));
  EXPECT_THAT(page, HasSubstr("| seeds | batch | width 25 | width 1024 | LibTorch wins |"));
  EXPECT_THAT(page, HasSubstr("| 1 | 10 | 9.50 | **0.80** | from 700 |"));
  EXPECT_THAT(page, HasSubstr("| 10 | 100 | – | – | nowhere |"));
  EXPECT_EQ(numbers["growth"][1]["seconds"], 2e-2);
  EXPECT_EQ(numbers["growth-map"][0]["ratio"], 0.8);
}

TEST(GrowthTables, NothingWithoutGrowth) {
  std::string page;
  nlohmann::ordered_json numbers;
  ASSERT_TRUE(MakePage(nullptr, page, &numbers).ok());
  EXPECT_EQ(page, "");
  EXPECT_TRUE(numbers.empty());
}

TEST(GrowthTables, SaysWhatIsMissing) {
  std::string page;
  nlohmann::ordered_json growth = MakeGrowth();
  growth.erase("map");
  EXPECT_THAT(std::string(MakePage(growth, page).message()), HasSubstr("no array map"));
  growth = MakeGrowth();
  growth["growth"][0]["points"][0].erase("seconds");
  EXPECT_THAT(std::string(MakePage(growth, page).message()),
              HasSubstr("a point without the number seconds"));
  EXPECT_FALSE(MakePage(nlohmann::ordered_json::object(), page).ok());
}

}  // namespace
}  // namespace tenfold::reports
