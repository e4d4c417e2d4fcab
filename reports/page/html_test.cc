#include "reports/page/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"
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
}

TEST(Html, PictureAloneIsAFigureWithItsCaption) {
  const std::string page =
      Page("![a \"b\"](figures/x.svg)\n\nThe *caption*.\n\nMore.\n", {{"figures/x.svg", "<svg/>"}});
  EXPECT_THAT(page, HasSubstr("<figure>\n<img alt=\"a &quot;b&quot;\" "
                              "src=\"data:image/svg+xml;base64,PHN2Zy8+\">\n<figcaption>\n<p>The "
                              "<em>caption</em>.</p>\n</figcaption>\n</figure>\n<p>More.</p>"));
  EXPECT_THAT(Page("![a](figures/x.svg)\n\n- list\n", {{"figures/x.svg", "<svg/>"}}),
              HasSubstr("PHN2Zy8+\">\n</figure>\n<ul>"));
}

TEST(Html, LinksBetweenDocumentsStayOnThePage) {
  const std::string page =
      HtmlPage({{"REPORT.md", "# A\n\n[n](RUNS.md#one) [t](tables/t.csv)\n"},
                {"RUNS.md", "# B\n\n## One\n\n[up](REPORT.md#a) [here](#one)\n"}},
               {});
  EXPECT_THAT(page, HasSubstr("<a href=\"#runsmd-one\">n</a> <a href=\"tables/t.csv\">t</a>"));
  EXPECT_THAT(page, HasSubstr("id=\"runsmd-one\""));
  EXPECT_THAT(page, HasSubstr("<a href=\"#a\">up</a> <a href=\"#runsmd-one\">here</a>"));
  EXPECT_THAT(page, HasSubstr("<li class=\"level-2\"><a href=\"#runsmd-b\">B</a></li>"));
}

// The browser's part: style is taken only if it has this digest, and no script is run.
TEST(Html, PolicyNamesTheStyleAndNothingElse) {
  const std::string page = Page("# A\n");
  const size_t begin = page.find("<style>") + 7;
  const std::string style = page.substr(begin, page.find("</style>") - begin);
  EXPECT_THAT(style, HasSubstr("color-scheme"));
  EXPECT_THAT(page, HasSubstr("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                              "'none'; img-src data:; style-src 'sha256-" +
                              absl::Base64Escape(absl::HexStringToBytes(Sha256Hex(style))) +
                              "'; base-uri 'none'; form-action 'none'\">\n<title>"));
  EXPECT_THAT(page, Not(HasSubstr(" style=")));
}

TEST(Html, PolicyNamesTheOneScriptThatRuns) {
  const std::string script = "console.log('</main>')";
  const std::string page = HtmlPage({{"REPORT.md", "# A\n\n## B\n"}}, {},
                                    {"<div id=\"live\"></div>", "#live {}", script});
  EXPECT_THAT(page, HasSubstr("; script-src 'sha256-" +
                              absl::Base64Escape(absl::HexStringToBytes(Sha256Hex(script))) +
                              "' 'wasm-unsafe-eval'; worker-src blob:; base-uri 'none'"));
  EXPECT_THAT(page, HasSubstr("</main>\n<script>" + script + "</script>\n</body>"));
  EXPECT_THAT(page, HasSubstr("</nav>\n<div id=\"live\"></div><h2>"));
  EXPECT_THAT(page, HasSubstr("#live {}</style>"));
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
         {"<script", "<img", "href=\"javascript:", "src=\"", "</td></table>", "\" onclick="})
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
