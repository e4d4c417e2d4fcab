#include "reports/page/numbering.h"

#include <gtest/gtest.h>

namespace tenfold::reports {
namespace {

TEST(NumberHeadings, Figures) {
  EXPECT_EQ(NumberHeadings("See {figure:b}, {figure:none} and {x}.\n"
                           "### {figure:a}: one\n{figure:a}\n"
                           "### {figure:b}: two\n{figure:"),
            "See Figure 2, Figure 3 and {x}.\n"
            "### Figure 1: one\nFigure 1\n"
            "### Figure 2: two\n{figure:");
}

TEST(NumberHeadings, Chapters) {
  EXPECT_EQ(NumberHeadings("# t\n## {chapter}. A\n## B\n## {chapter}. C {chapter}\n"),
            "# t\n## 1. A\n## B\n## 2. C {chapter}\n");
}

}  // namespace
}  // namespace tenfold::reports
