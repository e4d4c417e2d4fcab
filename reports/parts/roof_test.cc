#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/parts/parts.h"
#include "reports/parts/report.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

measurements::Timing MakeTiming(const char* workload, const char* engine, double gflops,
                                int64_t cores, std::optional<double> flops_per_byte) {
  measurements::Timing timing;
  timing.workload = workload;
  timing.engine = engine;
  timing.gflops = gflops;
  timing.cores = cores;
  timing.flops_per_byte = flops_per_byte;
  return timing;
}

void AddFigure(const std::optional<measurements::Benchmark>& benchmark, Report& report) {
  EXPECT_TRUE(
      AddRoofFigure({*RunSet::Create(MakeCompleteRecords("simd")), "", benchmark}, report).ok());
}

TEST(Roof, FastestOfEachEngineUnderThePeak) {
  Report report;
  measurements::Benchmark benchmark;
  benchmark.session.peak_gflops = {250.0, 500.0};
  benchmark.session.triad = {{393216, 80.0}, {268435456, 20.5}};
  benchmark.timings = {
      MakeTiming("W1", "simd", 100.5, 1, 7.5),  MakeTiming("W1", "libtorch", 10, 1, 7.5),
      MakeTiming("W1", "libtorch", 20, 1, 7.5), MakeTiming("W3", "simd", 200, 1, 40),
      MakeTiming("a/b", "simd", 200, 1, 80),    MakeTiming("W2 2 cores", "simd", 400, 2, 40),
      MakeTiming("sweep", "simd", 1, 1, {}),    MakeTiming("operation/x", "simd", 1, 1, 1)};
  AddFigure(benchmark, report);
  EXPECT_EQ(report.files["figures/speed-roof.csv"],
            "workload,flops_per_byte,simd,libtorch\nW1,7.5,100.5,20.0\nW3,40.0,200.0,\n");
  const std::string& script = report.files["figures/speed-roof.gp"];
  EXPECT_THAT(script, HasSubstr("least(250, x * 80) with lines linetype 7 dashtype 2 title 'triad "
                                "over 384 KiB, 80 GB/s'"));
  EXPECT_THAT(script, HasSubstr("title 'triad over 256 MiB, 20 GB/s'"));
  EXPECT_THAT(script, HasSubstr("250 with lines linetype 7 linewidth 2 title 'FMA peak"));
  EXPECT_THAT(
      script,
      HasSubstr("using (column(2) * 1.034):4 with points linetype 2 linewidth 1.6 pointtype 6 "
                "title 'libtorch'"));
  EXPECT_THAT(script, HasSubstr("set xrange [2.5:120]"));
  EXPECT_THAT(script, HasSubstr("set label 'W1' at 7.5, 3.33 * 1.15"));
  EXPECT_THAT(script, Not(HasSubstr("a/b")));
  EXPECT_EQ(Expand("{{#FIGURE_4}}{{NAME}}{{/FIGURE_4}}", report.page), "speed-roof");
}

TEST(Roof, NothingToDraw) {
  Report empty, none;
  measurements::Benchmark benchmark;
  benchmark.timings = {MakeTiming("W1", "simd", 1, 1, {})};
  AddFigure(benchmark, empty);
  EXPECT_EQ(Expand("{{#FIGURE_4_MISSING}}none{{/FIGURE_4_MISSING}}", empty.page), "none");
  AddFigure(std::nullopt, none);
  EXPECT_TRUE(none.figures.empty());
}

}  // namespace
}  // namespace tenfold::reports
