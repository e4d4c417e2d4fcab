#include "reports/figures/roof.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/template.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;

void AddFigure(const char* benchmark, Report& report) {
  EXPECT_TRUE(AddRoofFigure({*RunSet::Create(MakeCompleteRecords("simd")), "",
                             nlohmann::ordered_json::parse(benchmark)},
                            report)
                  .ok());
}

TEST(Roof, FastestOfEachEngineUnderThePeak) {
  Report report;
  AddFigure(R"({"peak_gflops": {"1": 250.0}, "timings": [
    {"workload": "W1", "engine": "simd", "gflops": 100.5, "cores": 1},
    {"workload": "W1", "engine": "libtorch", "gflops": 10, "cores": 1},
    {"workload": "W1", "engine": "libtorch", "gflops": 20, "cores": 1},
    {"workload": "W2", "engine": "simd", "gflops": 200, "cores": 1},
    {"workload": "W2 2 cores", "engine": "simd", "gflops": 400, "cores": 2},
    {"workload": "operation/x", "engine": "simd", "gflops": 1, "cores": 1}]})",
            report);
  EXPECT_EQ(report.files["figures/figure-4.csv"],
            "place,workload,simd,libtorch\n1,W1,100.5,20.0\n2,W2,200.0,\n");
  EXPECT_THAT(report.files["figures/figure-4.gp"], HasSubstr("plot 250 with lines"));
  EXPECT_THAT(report.files["figures/figure-4.gp"], HasSubstr("1:4:xtic(2)"));
  EXPECT_EQ(Expand("{{#FIGURE_4}}{{NAME}}{{/FIGURE_4}}", report.page), "figure-4");
}

TEST(Roof, NothingToDraw) {
  Report empty, none;
  AddFigure(R"({"timings": []})", empty);
  EXPECT_EQ(Expand("{{#FIGURE_4_MISSING}}none{{/FIGURE_4_MISSING}}", empty.page), "none");
  AddFigure("null", none);
  EXPECT_TRUE(none.figures.empty());
}

}  // namespace
}  // namespace tenfold::reports
