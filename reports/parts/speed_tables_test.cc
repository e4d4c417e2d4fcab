#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/parts/parts.h"
#include "reports/parts/report.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;

measurements::Timing MakeTiming(const char* workload, const char* engine, const char* configuration,
                                double seconds, double gflops) {
  measurements::Timing timing;
  timing.workload = workload;
  timing.engine = engine;
  timing.configuration = configuration;
  timing.seconds = seconds;
  timing.gflops = gflops;
  return timing;
}

measurements::Benchmark MakeBenchmark() {
  measurements::Benchmark benchmark;
  measurements::Session& session = benchmark.session;
  session.provenance.cpu = "a processor";
  session.provenance.compiler = "g++";
  session.provenance.versions = {{"eigen", "3.4"}};
  session.isa = "avx2";
  session.date = "2020-01-02T03:04:05Z";
  session.peak_gflops = {100.4, 200.0};
  session.blas = measurements::Named<std::string>{{"libtorch_blas", "a BLAS"}};
  session.flags = "-O3";
  session.busy_at_start = 0.5;
  benchmark.quick = true;
  benchmark.ratios = {{"W1 b10",
                       "simd",
                       "libtorch",
                       "by hand",
                       statistics::Interval{10.123, 9.5, 10.75},
                       0.01,
                       "",
                       {},
                       6,
                       1,
                       true},
                      {"operation/x",
                       "simd",
                       "libtorch",
                       "",
                       statistics::Interval{77, 76, 78},
                       0.01,
                       "",
                       {},
                       6,
                       0,
                       true}};
  benchmark.not_measured = {{"W2", "simd", "libtorch", "", {}, 0.0, "busy", {}, 1, 3, false}};
  benchmark.timings = {
      MakeTiming("W1 b10", "simd", "", 1e-4, 99.7), MakeTiming("W1 b10", "libtorch", "a", 2e-3, 5),
      MakeTiming("W1 b10", "libtorch", "b", 1e-3, 10), MakeTiming("W2", "simd", "", 1e-3, 200)};
  benchmark.timings.back().load_s = 0.0123;
  benchmark.timings.back().cold_start = {0.001, 0.0005, 2e-4};
  return benchmark;
}

constexpr char kPage[] =
    "{{#SPEED}}{{CPU}} {{ISA}} {{PEAK}} {{DATE}} {{#BLAS}}{{NAME}}{{/BLAS}}\n"
    "{{#MADE_WITH}}{{WHAT}}{{/MADE_WITH}}. {{#RESERVATIONS}}{{WHAT}}{{/RESERVATIONS}}\n"
    "{{#COLD_START}}{{TABLE}}{{/COLD_START}}"
    "{{TABLE_6}}{{#NOT_MEASURED}}without {{ROWS}}{{/NOT_MEASURED}}\n{{TABLE_7}}{{/SPEED}}";

absl::Status MakePage(const std::optional<measurements::Benchmark>& benchmark, std::string& page,
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
  // Of one that was not measured it is known what it was to be.
  EXPECT_EQ(numbers["table-6"].size(), 2);
  EXPECT_EQ(numbers["table-6"][1]["engine"], "simd");
  EXPECT_EQ(numbers["table-6"][1]["ratio"], nullptr);
  EXPECT_EQ(numbers["table-6"][1]["disturbed_rounds"], 3);
  EXPECT_EQ(numbers["table-7"].size(), 4);
  EXPECT_THAT(page, HasSubstr("options `-O3`, eigen 3.4. it is a quick one, the machine was busy"));
  EXPECT_THAT(page, HasSubstr(" 12 |          1 |        0.5 |        0.2 |"));
  EXPECT_EQ(numbers["cold-start"].size(), 1);
}

TEST(SpeedTables, NothingWithoutABenchmark) {
  std::string page;
  nlohmann::ordered_json numbers;
  ASSERT_TRUE(MakePage(std::nullopt, page, &numbers).ok());
  EXPECT_EQ(page, "");
  EXPECT_TRUE(numbers.empty());
}

TEST(SpeedTables, WideAndNotBegun) {
  measurements::Benchmark benchmark = MakeBenchmark();
  benchmark.ratios[0].narrow = false;
  measurements::Ratio not_begun;
  not_begun.workload = "W3";
  not_begun.why = "no time was left";
  benchmark.not_measured = {not_begun};
  std::string page;
  nlohmann::ordered_json numbers;
  ASSERT_TRUE(MakePage(benchmark, page, &numbers).ok());
  EXPECT_THAT(page, HasSubstr("| 10.12 [9.50, 10.75] wide |"));
  EXPECT_EQ(numbers["table-6"][1]["workload"], "W3");
  EXPECT_EQ(numbers["table-6"][1]["engine"], nullptr);
  EXPECT_EQ(numbers["table-6"][1]["rounds"], nullptr);
}

}  // namespace
}  // namespace tenfold::reports
