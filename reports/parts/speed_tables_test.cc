#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/parts/parts.h"
#include "reports/parts/report.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;

nlohmann::ordered_json MakeBenchmark() {
  return nlohmann::ordered_json::parse(R"({
    "cpu": "a processor", "isa": "avx2", "date": "2020-01-02T03:04:05Z", "compiler": "g++",
    "peak_gflops": {"1": 100.4}, "blas": {"libtorch_blas": "a BLAS"},
    "ratios": [
      {"workload": "W1 b10", "engine": "simd", "baseline": "libtorch", "configuration": "by hand",
       "ratio": 10.123, "low": 9.5, "high": 10.75, "rounds": 6, "disturbed_rounds": 1},
      {"workload": "operation/x", "engine": "simd", "baseline": "libtorch", "configuration": "",
       "ratio": 77, "low": 76, "high": 78, "rounds": 6, "disturbed_rounds": 0}],
    "not_measured": [{"workload": "W2", "engine": "simd", "baseline": "libtorch", "why": "busy"}],
    "timings": [
      {"workload": "W1 b10", "engine": "simd", "configuration": "", "seconds": 1e-4, "gflops": 99.7},
      {"workload": "W1 b10", "engine": "libtorch", "configuration": "a", "seconds": 2e-3, "gflops": 5},
      {"workload": "W1 b10", "engine": "libtorch", "configuration": "b", "seconds": 1e-3, "gflops": 10},
      {"workload": "W2", "engine": "simd", "configuration": "", "seconds": 1e-3, "gflops": 200,
       "load_s": 0.0123, "cold_start_s": 0.001, "plan_s": 0.0005, "first_step_s": 2e-4}],
    "flags": "-O3", "versions": {"eigen": "3.4"}, "quick": true, "busy_at_start": 0.5
  })");
}

constexpr char kPage[] =
    "{{#SPEED}}{{CPU}} {{ISA}} {{PEAK}} {{DATE}} {{#BLAS}}{{NAME}}{{/BLAS}}\n"
    "{{#MADE_WITH}}{{WHAT}}{{/MADE_WITH}}. {{#RESERVATIONS}}{{WHAT}}{{/RESERVATIONS}}\n"
    "{{#COLD_START}}{{TABLE}}{{/COLD_START}}"
    "{{TABLE_6}}{{#NOT_MEASURED}}without {{ROWS}}{{/NOT_MEASURED}}\n{{TABLE_7}}{{/SPEED}}";

absl::Status MakePage(const nlohmann::ordered_json& benchmark, std::string& page,
                      nlohmann::ordered_json* numbers = nullptr) {
  Report report;
  const absl::Status status =
      AddSpeedTables({*RunSet::Create(MakeCompleteRecords("simd")), "", benchmark}, report);
  page = Expand(kPage, report.page);
  if (numbers != nullptr) *numbers = report.numbers;
  return status;
}

TEST(SpeedTables, RatiosAndTimes) {
  std::string page;
  nlohmann::ordered_json numbers;
  ASSERT_TRUE(MakePage(MakeBenchmark(), page, &numbers).ok());
  EXPECT_THAT(page, HasSubstr("a processor avx2 100 2020-01-02 a BLAS\n"));
  EXPECT_THAT(page, HasSubstr("| W1 b10   | simd   | 10.12 [9.50, 10.75] |      6 | libtorch | by "
                              "hand              |"));
  EXPECT_THAT(page, HasSubstr("without 1"));
  EXPECT_THAT(page, HasSubstr("| W1 b10   | 0.1 (100) |   1 (10) |"));
  EXPECT_THAT(page, Not(HasSubstr("operation/")));
  EXPECT_EQ(numbers["table-6"][0]["ratio"], 10.123);
  EXPECT_EQ(numbers["table-7"].size(), 4);
  EXPECT_THAT(page, HasSubstr("options `-O3`, eigen 3.4. it is a quick one, the machine was busy"));
  EXPECT_THAT(page, HasSubstr(" 12 |          1 |        0.5 |        0.2 |"));
  EXPECT_EQ(numbers["cold-start"].size(), 1);
}

TEST(SpeedTables, NothingWithoutABenchmark) {
  std::string page;
  nlohmann::ordered_json numbers;
  ASSERT_TRUE(MakePage(nullptr, page, &numbers).ok());
  EXPECT_EQ(page, "");
  EXPECT_TRUE(numbers.empty());
}

TEST(SpeedTables, SaysWhatIsMissing) {
  std::string page;
  nlohmann::ordered_json benchmark = MakeBenchmark();
  benchmark.erase("ratios");
  EXPECT_THAT(std::string(MakePage(benchmark, page).message()), HasSubstr("no array ratios"));
  benchmark = MakeBenchmark();
  benchmark["ratios"][0].erase("low");
  EXPECT_THAT(std::string(MakePage(benchmark, page).message()),
              HasSubstr("ratios: a row without the number low"));
  benchmark = MakeBenchmark();
  benchmark["timings"][0] = 1;
  EXPECT_THAT(std::string(MakePage(benchmark, page).message()),
              HasSubstr("timings: a row without the string workload"));
  EXPECT_FALSE(MakePage(nlohmann::ordered_json::object(), page).ok());
}

}  // namespace
}  // namespace tenfold::reports
