#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/parts/parts.h"
#include "reports/parts/report.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

void AddFigure(const char* benchmark, Report& report) {
  EXPECT_TRUE(AddRoofFigure({*RunSet::Create(MakeCompleteRecords("simd")), "",
                             nlohmann::ordered_json::parse(benchmark)},
                            report)
                  .ok());
}

TEST(Roof, FastestOfEachEngineUnderThePeak) {
  Report report;
  AddFigure(R"({"peak_gflops": {"1": 250.0},
    "triad": [{"bytes": 393216, "gbps": 80.0}, {"bytes": 268435456, "gbps": 20.5}], "timings": [
    {"workload": "W1", "engine": "simd", "gflops": 100.5, "cores": 1, "flops_per_byte": 7.5},
    {"workload": "W1", "engine": "libtorch", "gflops": 10, "cores": 1, "flops_per_byte": 7.5},
    {"workload": "W1", "engine": "libtorch", "gflops": 20, "cores": 1, "flops_per_byte": 7.5},
    {"workload": "a/b", "engine": "simd", "gflops": 200, "cores": 1, "flops_per_byte": 40},
    {"workload": "W2 2 cores", "engine": "simd", "gflops": 400, "cores": 2, "flops_per_byte": 40},
    {"workload": "sweep", "engine": "simd", "gflops": 1, "cores": 1},
    {"workload": "operation/x", "engine": "simd", "gflops": 1, "cores": 1, "flops_per_byte": 1}]})",
            report);
  EXPECT_EQ(report.files["figures/speed-roof.csv"],
            "workload,flops_per_byte,simd,libtorch\nW1,7.5,100.5,20.0\na/b,40.0,200.0,\n");
  const std::string& script = report.files["figures/speed-roof.gp"];
  EXPECT_THAT(script, HasSubstr("least(250, x * 80) with lines linetype 7 dashtype 2 title 'triad "
                                "over 384 KiB, 80 GB/s'"));
  EXPECT_THAT(script, HasSubstr("title 'triad over 256 MiB, 20 GB/s'"));
  EXPECT_THAT(script, HasSubstr("250 with lines linetype 7 linewidth 2 title 'FMA peak"));
  EXPECT_THAT(script, HasSubstr("using 2:4 with points linetype 2 pointtype 7 title 'libtorch'"));
  EXPECT_THAT(script, HasSubstr("set xrange [2.5:120]"));
  EXPECT_THAT(script, HasSubstr("set label 'W1' at 7.5, 3.33 * 1.15"));
  EXPECT_THAT(script, Not(HasSubstr("set label 'a/b'")));
  EXPECT_EQ(Expand("{{#FIGURE_4}}{{NAME}}{{/FIGURE_4}}", report.page), "speed-roof");
}

TEST(Roof, NothingToDraw) {
  Report empty, none;
  AddFigure(R"({"timings": [{"workload": "W1", "engine": "simd", "gflops": 1}]})", empty);
  EXPECT_EQ(Expand("{{#FIGURE_4_MISSING}}none{{/FIGURE_4_MISSING}}", empty.page), "none");
  AddFigure("null", none);
  EXPECT_TRUE(none.figures.empty());
}

}  // namespace
}  // namespace tenfold::reports
