#include "reports/parts/markdown.h"

#include <gtest/gtest.h>

namespace tenfold::reports {
namespace {

TEST(Markdown, TableIsAlignedByCharacters) {
  EXPECT_EQ(MarkdownTable({{"model"}, {"accuracy", Align::kRight}},
                          {{"cnn", "0.8 ± 0.1"}, {"–", "0.75"}}),
            "| model |  accuracy |\n"
            "| ----- | ---------:|\n"
            "| cnn   | 0.8 ± 0.1 |\n"
            "| –     |      0.75 |\n");
}

TEST(Markdown, CellsCannotBreakTheTable) {
  EXPECT_EQ(MarkdownTable({{"cpu"}}, {{"a|b\nc"}}),
            "| cpu    |\n"
            "| ------ |\n"
            "| a\\|b c |\n");
}

TEST(Markdown, LiteralTextHasNoMarkup) {
  EXPECT_EQ(Literal("<b>&amp; [x](y) ![z] `c` *s* NO_LAPACK _e_\n"),
            "\\<b\\>\\&amp; \\[x\\](y) \\!\\[z\\] \\`c\\` \\*s\\* NO_LAPACK \\_e\\_ ");
}

TEST(Markdown, SlugsAsGitHubMakesThem) {
  EXPECT_EQ(Slug("1. Which of two digits is larger?"), "1-which-of-two-digits-is-larger");
  EXPECT_EQ(Slug("pairs/paper,epochs=2/cnn-shared/simd"), "pairspaperepochs2cnn-sharedsimd");
}

TEST(Markdown, Numbers) {
  EXPECT_EQ(MeanAndStd(0.8124, 0.0176), "0.812 ± 0.018");
  EXPECT_EQ(MeanAndStd(0.8124, {}), "0.812");
  EXPECT_EQ(MeanAndStd({}, {}), "–");
  EXPECT_EQ(MeanAndStd(0.82, 0.01, 2), "0.82 ± 0.01");
  EXPECT_EQ(Number({}), "–");
}

TEST(Markdown, Points) {
  EXPECT_EQ(Points(0.02), "+2.0");
  EXPECT_EQ(Points(-0.004), "-0.4");
  EXPECT_EQ(Points(-0.0001), "0.0");
  EXPECT_EQ(Points(0.0), "0.0");
  EXPECT_EQ(Points(0.0021, 2), "+0.21");
  EXPECT_EQ(Points(-0.00001, 2), "0.00");
}

TEST(AndList, OneTwoThree) {
  EXPECT_EQ(AndList({"a"}), "a");
  EXPECT_EQ(AndList({"a", "b"}), "a and b");
  EXPECT_EQ(AndList({"a", "b", "c"}), "a, b and c");
}

}  // namespace
}  // namespace tenfold::reports
