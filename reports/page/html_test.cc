#include "reports/page/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/text/digest.h"
#include "reports/parts/markdown.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string Page(const std::string& markdown, const Pictures& pictures = {}) {
  return HtmlPage({{"REPORT.md", markdown}}, pictures);
}

TEST(Html, HeadingsAreTheTitleAndTheContents) {
  const std::string page =
      Page("# A & B\n\n## First `part`\n\n### Same\n\n### Same\n\n#### Deep\n");
  EXPECT_THAT(page, testing::StartsWith("<!DOCTYPE html>"));
  EXPECT_THAT(page, HasSubstr("<title>A &amp; B</title>"));
  EXPECT_THAT(page, HasSubstr("<li class=\"level-2\"><a href=\"#first-part\">First part</a></li>\n"
                              "<li class=\"level-3\"><a href=\"#same\">Same</a></li>\n"
                              "<li class=\"level-3\"><a href=\"#same-1\">Same</a></li>\n</ul>"));
  for (const char* id : {"first-part", "same", "same-1", "deep"})
    EXPECT_THAT(page, HasSubstr("id=\"" + std::string(id) + "\""));
}

TEST(Html, TablesStandInABoxOfTheirOwn) {
  const std::string page = Page(MarkdownTable({{"a"}, {"n", Align::kRight}}, {{"x|y", "10"}}));
  EXPECT_THAT(page, HasSubstr("<div class=\"table\""));
  EXPECT_THAT(page, HasSubstr("<td>x|y</td>\n<td align=\"right\">10</td>"));
  EXPECT_THAT(page, Not(HasSubstr("class=\"column\"")));
  // Each has a name of its own.
  const std::string table = MarkdownTable({{"a"}}, {{"x"}});
  const std::string two = Page(absl::StrCat("## T & U\n\n", table, "\n", table));
  EXPECT_THAT(two, HasSubstr("aria-label=\"Table in: T &amp; U\""));
  EXPECT_THAT(two, HasSubstr("aria-label=\"Table 2 in: T &amp; U\""));
}

// A verdict is a chip, and its cell names its column for a card.
TEST(Html, Verdicts) {
  const std::string page =
      Page(MarkdownTable({{"claim"}, {"`a` & b"}}, {{"it helps", "**✓ reproduced** +1 point"}}));
  EXPECT_THAT(page, HasSubstr("<div class=\"table cards\""));
  EXPECT_THAT(
      page,
      HasSubstr("<td>it helps</td>\n<td><em><span class=\"column\">a &amp; b</span></em><strong>"
                "<span class=\"chip reproduced\">✓ reproduced</span></strong> +1 point"));
  EXPECT_THAT(Page("**✗ contradicted**"), HasSubstr("class=\"chip contradicted\""));
  EXPECT_THAT(Page("**? inconclusive**"), HasSubstr("class=\"chip inconclusive\""));
  EXPECT_THAT(Page("**bold**"), HasSubstr("<strong>bold</strong>"));
}

TEST(Html, PictureAloneIsAFigureWithItsCaption) {
  const std::string page =
      Page("![a \"b\"](figures/x.svg)\n\nThe *caption*.\n\nMore.\n", {{"figures/x.svg", "<svg/>"}});
  EXPECT_THAT(page, HasSubstr("<figure class=\"x\">\n<img alt=\"a &quot;b&quot;\" "
                              "src=\"data:image/svg+xml;base64,PHN2Zy8+\">\n<figcaption>\n<p>The "
                              "<em>caption</em>.</p>\n</figcaption>\n</figure>\n<p>More.</p>"));
  EXPECT_THAT(Page("![a](figures/x.svg)\n\n- list\n", {{"figures/x.svg", "<svg/>"}}),
              HasSubstr("PHN2Zy8+\">\n</figure>\n<ul>"));
  EXPECT_THAT(
      Page("![a](figures/x.svg)\n![b](figures/x.svg)\n\nText.", {{"figures/x.svg", "<svg/>"}}),
      testing::ContainsRegex("<div class=\"pictures\">\n<img alt=\"a\"[^>]*>\n<img "
                             "alt=\"b\"[^>]*>\n</div>\n<figcaption>"));
}

// A document is folded where a paragraph leads to it and nothing else, or at the end.
TEST(Html, LinksBetweenDocumentsStayOnThePage) {
  const std::string page =
      HtmlPage({{"REPORT.md", "# A\n\n[n](RUNS.md#one)\n\n## S\n\n[All rows](ROWS.md)\n\nEnd.\n"},
                {"ROWS.md", "# Rows\n\nr\n"},
                {"RUNS.md", "# B\n\n## One\n\n[up](REPORT.md#a) [here](#one) [all](ROWS.md)\n"}},
               {});
  EXPECT_THAT(page, HasSubstr("<a href=\"#runsmd-one\">n</a>"));
  EXPECT_THAT(page,
              HasSubstr("<details class=\"document\" id=\"rowsmd\">\n<summary>All rows</summary>\n"
                        "<p>r</p>\n</details>\n<p>End.</p>"));
  EXPECT_THAT(page,
              HasSubstr("<details class=\"document\" id=\"runsmd\">\n<summary>B</summary>\n<h3>"
                        "<a class=\"anchor\" id=\"runsmd-one\""));
  EXPECT_THAT(page, HasSubstr("<a href=\"#a\">up</a> <a href=\"#runsmd-one\">here</a> <a "
                              "href=\"#rowsmd\">all</a>"));
  EXPECT_THAT(page, HasSubstr("<li class=\"level-2\"><a href=\"#runsmd\">B</a></li>"));
}

// One file is all there is: what a link leads to is inside, or it is no link.
TEST(Html, LinksToFiles) {
  const std::string large(1 << 17, 'x');
  const std::string page = HtmlPage({{"REPORT.md",
                                      "[t](tables/t.csv) [l](tables/l.csv) [c](../code.md) "
                                      "[w](https://example.org/) [f](figures/)"}},
                                    {}, {{"tables/t.csv", "a,b\n"}, {"tables/l.csv", large}});
  EXPECT_THAT(
      page,
      HasSubstr(
          "<p><a download=\"t.csv\" href=\"data:text/csv;charset=utf-8;base64,YSxiCg==\">t</a> "
          "l (<code>tables/l.csv</code>) c <a href=\"https://example.org/\">w</a> f</p>"));
}

std::string Between(const std::string& page, const std::string& from, const std::string& to) {
  const size_t begin = page.find(from) + from.size();
  return page.substr(begin, page.find(to, begin) - begin);
}

// The browser's part: style and script are taken only if they have these digests.
std::string HashSource(const std::string& text) {
  return "'sha256-" + absl::Base64Escape(absl::HexStringToBytes(Sha256Hex(text))) + "'";
}

TEST(Html, PolicyNamesStyleAndScriptAndNothingElse) {
  const std::string page = Page("# A\n");
  const std::string style = Between(page, "<style>", "</style>");
  const std::string script = Between(page, "<script>", "</script>");
  EXPECT_THAT(style, HasSubstr("color-scheme"));
  EXPECT_THAT(script, HasSubstr("use strict"));
  EXPECT_EQ(Between(page, "http-equiv=\"Content-Security-Policy\" content=\"", "\">"),
            "default-src 'none'; img-src data:; style-src " + HashSource(style) + "; script-src " +
                HashSource(script) + "; base-uri 'none'; form-action 'none'");
  EXPECT_THAT(page, Not(HasSubstr(" style=")));
}

TEST(Html, WhatTrainsIsBehindTheContentsAndInThePolicy) {
  const std::string page =
      HtmlPage({{"REPORT.md", "# A\n\n## B\n"}}, {}, {},
               {"<div id=\"live\"></div>", "#live {}", "console.log('</main>')"});
  const std::string script = Between(page, "<script>", "</script>");
  EXPECT_THAT(script, HasSubstr("use strict"));
  EXPECT_THAT(script, testing::EndsWith("console.log('</main>')"));
  EXPECT_THAT(page, HasSubstr("; script-src " + HashSource(script) +
                              " 'wasm-unsafe-eval'; worker-src blob:; base-uri 'none'"));
  EXPECT_THAT(page, HasSubstr("style-src " + HashSource(Between(page, "<style>", "</style>"))));
  EXPECT_THAT(page, HasSubstr("#live {}</style>"));
  EXPECT_THAT(page, HasSubstr("</nav>\n<div id=\"live\"></div><h2>"));
  EXPECT_THAT(page, HasSubstr("id=\"live-entry\" hidden>"));
  EXPECT_THAT(Page("# A\n"), Not(HasSubstr("id=\"live")));
}

// Nothing of what a record holds is run or loaded.
TEST(Html, HostileTextIsShownOrLeftOut) {
  const std::string hostile =
      "<script>alert(1)</script> <img src=x onerror=alert(2)> [l](javascript:alert(3)) "
      "![i](https://example.org/i.png) </td></table>";
  for (const std::string& markdown :
       {hostile, "# " + hostile, MarkdownTable({{"h"}}, {{hostile}}),
        MarkdownTable({{"h"}}, {{Literal(hostile)}}), std::string("## a\" onclick=\"alert(4)\n")}) {
    const std::string page = Page(markdown);
    for (const char* raw :
         {"<script>a", "<img", "href=\"javascript:", "src=\"", "</td></table>", "\" onclick="})
      EXPECT_THAT(page, Not(HasSubstr(raw))) << markdown;
  }
  EXPECT_THAT(
      Page(Literal(hostile)),
      HasSubstr("<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=alert(2)&gt; "
                "[l](javascript:alert(3)) ![i](https://example.org/i.png) "
                "&lt;/td&gt;&lt;/table&gt;</p>"));
  EXPECT_THAT(Page("\xff"), HasSubstr("\xef\xbf\xbd"));
}

}  // namespace
}  // namespace tenfold::reports
