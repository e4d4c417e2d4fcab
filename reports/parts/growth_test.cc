#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/parts/parts.h"
#include "reports/parts/report.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;

TEST(GrowthFigure, APanelForEachSeriesALineForEachEngine) {
  Report report;
  measurements::Growth growth;
  growth.growth = {{"seeds", "a sweep", "simd", "", {{10, 0.5, 0, false, 3}}, {}, {}, {}, {}},
                   {"seeds", "a sweep", "libtorch", "", {{10, 2, 0, false, 3}}, {}, {}, {}, {}},
                   {"width", "an epoch", "simd", "", {}, {}, {}, {}, {}},
                   {"width", "an epoch", "libtorch", "", {{8, 1, 0, false, 3}}, {}, {}, {}, {}}};
  ASSERT_TRUE(AddGrowthFigure(
                  {*RunSet::Create(MakeCompleteRecords("simd")), "", std::nullopt, growth}, report)
                  .ok());
  EXPECT_EQ(report.files["figures/speed-growth.csv"],
            "series,engine,value,milliseconds\nseeds,simd,10,500.0\nseeds,libtorch,10,2000.0\n"
            "width,libtorch,8,1000.0\n");
  const std::string& script = report.files["figures/speed-growth.gp"];
  EXPECT_THAT(script, HasSubstr("layout 1, 2"));
  EXPECT_THAT(script, HasSubstr("set title 'a sweep' noenhanced\nset xlabel 'seeds'"));
  EXPECT_THAT(script, HasSubstr("of('width', 'libtorch', 4)) with linespoints linetype 2"));
  EXPECT_EQ(Expand("{{#FIGURE_GROWTH}}{{NAME}}{{/FIGURE_GROWTH}}", report.page), "speed-growth");
}

TEST(GrowthFigure, NothingWithoutGrowth) {
  Report report;
  ASSERT_TRUE(AddGrowthFigure({*RunSet::Create(MakeCompleteRecords("simd")), ""}, report).ok());
  EXPECT_TRUE(report.figures.empty());
}

}  // namespace
}  // namespace tenfold::reports
