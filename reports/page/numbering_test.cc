#include "reports/page/numbering.h"

#include <gtest/gtest.h>

namespace tenfold::reports {
namespace {

TEST(NumberFigures, HeadingsInTheirOrder) {
  EXPECT_EQ(NumberFigures("See {figure:b}, {figure:none} and {x}.\n"
                          "### {figure:a}: one\n{figure:a}\n"
                          "### {figure:b}: two\n{figure:"),
            "See Figure 2, Figure 3 and {x}.\n"
            "### Figure 1: one\nFigure 1\n"
            "### Figure 2: two\n{figure:");
}

}  // namespace
}  // namespace tenfold::reports
