#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/parts/parts.h"
#include "reports/parts/report.h"
#include "reports/testing/plain.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;

measurements::MapCell MakeCell(int64_t batch_size, int64_t width, int64_t seeds,
                               std::optional<statistics::Interval> ratio) {
  measurements::MapCell cell = {batch_size, width, seeds, {}};
  cell.ratio.engine = "simd";
  cell.ratio.ratio = ratio;
  return cell;
}

measurements::Growth MakeGrowth() {
  measurements::Growth growth;
  growth.session.provenance.cpu = "a processor";
  growth.session.date = "2020-01-02T03:04:05Z";
  measurements::GrowthSeries series;
  series.series = "width";
  series.time_of = "an epoch";
  series.engine = "simd";
  // 0.1 ms and 2e-5 ms times the square of the width.
  series.points = {
      {10, 1.02e-4, 1000, false, 3}, {100, 3e-4, 2000, false, 3}, {1000, 2.01e-2, 20000, true, 3}};
  growth.growth = {series};
  growth.map = {MakeCell(10, 1024, 1, statistics::Interval{0.8, 0.75, 0.85}),
                MakeCell(10, 25, 1, statistics::Interval{9.5, 9, 10}), MakeCell(100, 25, 10, {})};
  growth.crossovers = {{10, 1, 700.4, false}, {100, 10, {}, false}};
  return growth;
}

constexpr char kPage[] =
    "{{#GROWTH}}{{CPU}} {{DATE}}\n{{FITS}}{{#MAP}}{{TABLE}}{{/MAP}}{{/GROWTH}}";

absl::Status MakePage(const std::optional<measurements::Growth>& growth, std::string& page,
                      nlohmann::ordered_json* numbers = nullptr) {
  Report report;
  const absl::Status status = AddGrowthTables(
      {*RunSet::Create(MakeCompleteRecords("simd")), "", std::nullopt, growth}, report);
  page = Plain(Expand(kPage, report.page));
  if (numbers != nullptr) *numbers = report.numbers;
  return status;
}

TEST(GrowthTables, FitsAndMap) {
  std::string page;
  nlohmann::ordered_json numbers;
  ASSERT_TRUE(MakePage(MakeGrowth(), page, &numbers).ok());
  EXPECT_THAT(page, HasSubstr("a processor 2020-01-02\n"));
  EXPECT_THAT(page, HasSubstr("| width | simd | 10 to 1000 | 0.47, 1.83 | 0.1 + 2e-05 · width² "
                              "ms | 1.000 | 0 % | 0.30, 1.00 |"));
  EXPECT_THAT(page, HasSubstr("| seeds | batch | width 25 | width 1024 | LibTorch wins |"));
  EXPECT_THAT(page, HasSubstr("| 1 | 10 | 9.50 | **0.80** | from 700 |"));
  EXPECT_THAT(page, HasSubstr("| 10 | 100 | – | – | nowhere |"));
  EXPECT_EQ(numbers["growth"][1]["seconds"], 3e-4);
  EXPECT_NEAR(numbers["growth-fits"][0]["offset_s"].get<double>(), 1e-4, 1e-9);
  EXPECT_EQ(numbers["growth-map"][0]["ratio"], 0.8);
}

TEST(GrowthTables, NothingWithoutGrowth) {
  std::string page;
  nlohmann::ordered_json numbers;
  ASSERT_TRUE(MakePage(std::nullopt, page, &numbers).ok());
  EXPECT_EQ(page, "");
  EXPECT_TRUE(numbers.empty());
}

}  // namespace
}  // namespace tenfold::reports
