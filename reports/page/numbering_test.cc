#include "reports/page/numbering.h"

#include <gtest/gtest.h>

namespace tenfold::reports {
namespace {

TEST(NumberHeadings, Figures) {
  EXPECT_EQ(NumberHeadings("See {figure:b}, {figure:none} and {x}.\n"
                           "## A\n"
                           "### {figure:a}: one\n{figure:a}\n"
                           "### {figure:b}: two\n{figure:"),
            "See Figure 2, Figure 3 and {x}.\n"
            "## 1. A\n"
            "### 1.1 Figure 1: one\nFigure 1\n"
            "### 1.2 Figure 2: two\n{figure:");
}

TEST(NumberHeadings, ChaptersSectionsAndLinksToThem) {
  EXPECT_EQ(NumberHeadings("# t\n[a](#what-holds) [b](#deep) [c](#other)\n## A\n### Deep\n"
                           "## What holds\n### Deeper\n#### No\n"),
            "# t\n[a](#2-what-holds) [b](#11-deep) [c](#other)\n## 1. A\n### 1.1 Deep\n"
            "## 2. What holds\n### 2.1 Deeper\n#### No\n");
}

}  // namespace
}  // namespace tenfold::reports
