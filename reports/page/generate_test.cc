#include "reports/page/generate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "experiments/pairs/report/settings.h"
#include "reports/page/html.h"
#include "reports/page/testing/made_input.h"
#include "reports/parts/markdown.h"
#include "reports/questions.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

std::map<std::string, std::string> Files(std::vector<RunRecord> records) {
  Report report;
  const absl::Status status = MakeReport(Questions(), InputOf(std::move(records)), report);
  EXPECT_TRUE(status.ok()) << status;
  return report.files;
}

std::string Page(std::vector<RunRecord> records) {
  return Files(std::move(records)).at("REPORT.md");
}

// Five seeds of two settings of an experiment that no question is about.
std::vector<RunRecord> Stripes() {
  std::vector<RunRecord> records;
  for (const char* setting : {"stripes/quick/thick/simd", "stripes/quick/thin/simd"}) {
    for (int64_t seed = 0; seed < 5; ++seed) {
      records.push_back(MakeRecord(setting, seed));
      records.back().first_losses = {1.0, 0.5};
    }
  }
  return records;
}

TEST(Report, FirstLinesSayWhatIsMissing) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen", ExpectationsOf(Questions()));
  const std::string whole = Page(records);
  EXPECT_THAT(whole,
              testing::ContainsRegex("What this was made from\n\n\\*\\*Complete\\*\\*: all 100 "
                                     "expected run records are there \\(engines: eigen\\)"));
  EXPECT_THAT(whole, Not(HasSubstr("**Partial**")));

  Remove("pairs/paper/mlp/eigen/seed-03", records);
  Diverge(*std::find_if(records.begin(), records.end(), [](const RunRecord& r) {
    return r.run_id == "disc/paper/depth-3/eigen/seed-06";
  }));
  const std::string page = Page(records);
  const std::string partial =
      "\n\n**Partial**: 99 of 100 expected run records are there, 1 missing (engines: eigen).\n";
  EXPECT_THAT(page, HasSubstr(partial));
  EXPECT_LT(page.find(partial), page.find("\n## "));
  EXPECT_THAT(page, HasSubstr("\nMissing:\n\n- `pairs/paper/mlp/eigen`: seed 3\n"));
  EXPECT_THAT(page,
              HasSubstr("\nDiverged, and in no mean:\n\n- `disc/paper/depth-3/eigen`: seed 6\n"));
  EXPECT_THAT(page, Not(HasSubstr("**Complete**")));
}

// The first screen is that of the summary, word for word.
TEST(Report, SummaryIsTheFirstScreenAndTheVerdicts) {
  const auto files = Files(TwoEngines());
  const std::string& summary = files.at("SUMMARY.md");
  const std::string first_screen = summary.substr(0, summary.find("\n## "));
  EXPECT_THAT(first_screen,
              HasSubstr("trained small networks to say whether one handwritten digit is at most as "
                        "large as another and to tell the inside of a disc from its outside. "));
  EXPECT_THAT(files.at("REPORT.md"), testing::StartsWith(first_screen));
  EXPECT_THAT(summary, HasSubstr("\n## 1. What holds\n"));
  EXPECT_THAT(summary, HasSubstr("](#1-what-holds)"));
  EXPECT_EQ(Files(Stripes()).count("SUMMARY.md"), 0u) << "no question is asked";
}

// How equal the engines are comes before how long they took.
TEST(Report, CertificateBeforeTimes) {
  const std::string page = Page(TwoEngines());
  EXPECT_THAT(page, HasSubstr("\n## 5. Do the engines do the same work?\n"));
  EXPECT_THAT(page, HasSubstr("\n## 7. What this was made from\n"));
  EXPECT_THAT(page,
              HasSubstr("Of 100 pairs of runs of any two engines, 100 agree within 1e-06 in"));
  EXPECT_THAT(page,
              HasSubstr("\nThe means of any two engines are the same within 0.5 points, on every "
                        "setting (10 comparisons).\n"));
  EXPECT_THAT(page, HasSubstr("There is no run of engine `libtorch` among the records"));
  EXPECT_THAT(Page(MakeCompleteRecords("eigen", ExpectationsOf(Questions()))),
              HasSubstr("\n## 6. What this was made from\n"));
}

// Nothing on its page is about the questions.
TEST(Report, SweepWithoutAQuestion) {
  std::string page = Page(Stripes());
  EXPECT_THAT(page, testing::StartsWith("# Runs of `stripes`\n"));
  EXPECT_THAT(page,
              HasSubstr("**Complete**: all 10 expected run records are there (engines: simd)."));
  EXPECT_THAT(page, HasSubstr("\n## 1. Experiment `stripes`, preset `quick`\n"));
  EXPECT_THAT(page, HasSubstr("| thick   | simd   | [5](RUNS.md#stripesquickthicksimd) | 0.930 ± "
                              "0.016 | 0.920 ± 0.016 |"));
  EXPECT_THAT(page, HasSubstr("\n## 2. What this was made from\n"));
  for (const char* foreign : {"two digits", "the disc", "claims", "What holds"})
    EXPECT_THAT(page, Not(HasSubstr(foreign)));
  // Its engines are compared as any others.
  std::vector<RunRecord> records = Stripes();
  for (RunRecord record : Stripes()) {
    record = MakeRecord("stripes/quick/" + record.variant + "/eigen", record.seed);
    record.first_losses = {1.0, 0.5};
    records.push_back(record);
  }
  Remove("stripes/quick/thin/eigen/seed-03", records);
  page = Page(std::move(records));
  EXPECT_THAT(page, HasSubstr("**Partial**: 19 of 20 expected run records are there, 1 missing"));
  EXPECT_THAT(page, HasSubstr("\n## 2. Do the engines do the same work?\n"));
  EXPECT_THAT(page, HasSubstr("Of 9 pairs of runs of any two engines, 9 agree within"));
}

// A question without records is not on the page of the others, and a sweep stands beside them.
TEST(Report, OneQuestionAndASweep) {
  std::vector<RunRecord> records = Stripes();
  for (int64_t seed = 0; seed < 10; ++seed) {
    records.push_back(MakeRecord("disc/paper/depth-3/simd", seed));
    records.push_back(MakeRecord("disc/paper/depth-4/simd", seed));
  }
  const std::string page = Page(std::move(records));
  EXPECT_THAT(page, HasSubstr("\n**Complete**: all 30 expected run records are there"));
  EXPECT_THAT(page, HasSubstr("\n### 1.1 The disc\n"));
  EXPECT_THAT(page, HasSubstr("\n## 3. A framework from scratch: inside or outside the disc?\n"));
  EXPECT_THAT(page, HasSubstr("\n## 4. Experiment `stripes`, preset `quick`\n"));
  EXPECT_THAT(page, HasSubstr("\n## 6. What this was made from\n"));
  for (const char* foreign : {"Two digits", "Table 1: CNN", "Effects and interactions"})
    EXPECT_THAT(page, Not(HasSubstr(foreign)));
}

TEST(Report, OrderOfRecordsDoesNotMatter) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen", ExpectationsOf(Questions()));
  records.push_back(MakeRecord("pairs/paper,epochs=2/cnn/simd", 0));
  const auto files = Files(records);
  std::shuffle(records.begin(), records.end(), std::mt19937(1));
  EXPECT_EQ(Files(records), files);
}

// A value that no part has set is left on the page as its mark.
TEST(Report, NoMarkersAndNoNan) {
  for (const std::vector<RunRecord>& records :
       {MakeCompleteRecords("eigen", ExpectationsOf(Questions())), TwoEngines(), Stripes(),
        std::vector<RunRecord>{MakeRecord("disc/paper/depth-3/eigen", 0)},
        std::vector<RunRecord>{MakeRecord("pairs/course/cnn/eigen", 0)}}) {
    for (const auto& [name, content] : Files(records)) {
      EXPECT_THAT(content, Not(HasSubstr("{{"))) << name;
      // A script says NaN where a point is left out.
      if (name.find(".gp") != std::string::npos) continue;
      EXPECT_THAT(content, Not(testing::ContainsRegex("[^a-z]-?nan[^a-z]"))) << name;
    }
  }
}

// Records in which weight sharing helps and the auxiliary loss hurts.
std::vector<RunRecord> Decided() {
  std::vector<RunRecord> records = TwoEngines();
  for (const PairSetting& setting : kPairSettings) {
    for (int64_t seed = 10; seed < 110; ++seed) {
      records.push_back(MakeRecord(absl::StrCat("pairs/paper/", setting.variant, "/eigen"), seed));
      records.back().test_accuracy = 0.8 + 0.0001 * static_cast<double>(seed % 7) +
                                     (setting.weight_sharing ? 0.02 : 0.0) -
                                     (setting.auxiliary_loss ? 0.02 : 0.0);
    }
  }
  return records;
}

// What a grid of settings says stands beside the presets, on every page and in the picture.
TEST(Report, OverAGrid) {
  ReportInput input = InputOf(Decided());
  Report without, with;
  ASSERT_TRUE(MakeReport(Questions(), input, without).ok());
  for (const auto& [name, content] : without.files) {
    for (const char* of_grid : {"over the grid", "over a grid"})
      EXPECT_THAT(content, Not(HasSubstr(of_grid))) << name;
    EXPECT_THAT(name, Not(HasSubstr("multiverse")));
    EXPECT_NE(name, "MULTIVERSE.md");
  }
  input.multiverse = Grids();
  ASSERT_TRUE(MakeReport(Questions(), input, with).ok());
  for (const char* page : {"REPORT.md", "SUMMARY.md"}) {
    const std::string& text = with.files.at(page);
    EXPECT_THAT(text, HasSubstr("| over a grid, n = 156 ")) << page;
    EXPECT_THAT(text, HasSubstr("| over a grid, n = 128 ")) << page;
    EXPECT_THAT(
        text, testing::ContainsRegex("- \\*\\*⇄ Depends on the choice:\\*\\* [^\n]*auxiliary loss "
                                     "increases accuracy the most \\([^\n]*, over the grid "
                                     "it holds in [0-9]+, fails in [0-9]+ of 156 settings\\)"))
        << page;
    EXPECT_THAT(text, testing::ContainsRegex(
                          "\n\\| – auxiliary loss improves accuracy [^\n]*\\| "
                          "\\*\\*⇄ depends\\*\\* holds in [0-9]+, fails in [0-9]+ +\\|\n"))
        << page;
    EXPECT_THAT(text, HasSubstr("| **✗ nowhere** holds in 0, fails in ")) << page;
    EXPECT_THAT(text, HasSubstr("| not asked ")) << page;
    EXPECT_THAT(text, Not(HasSubstr("`grid`: none"))) << page;
  }
  const std::string& script = with.files.at("figures/claims-pairs.gp");
  EXPECT_THAT(script, HasSubstr("set label \"⇄\""));
  EXPECT_THAT(script, HasSubstr("set label \"grid\" at screen next"));
  EXPECT_THAT(without.files.at("figures/claims-pairs.gp"), Not(HasSubstr("depends")));
  EXPECT_THAT(with.files.at("MULTIVERSE.md"), testing::StartsWith("# Every claim over the grid"));
  const std::string& page = with.files.at("REPORT.md");
  EXPECT_THAT(page, testing::ContainsRegex("\n## [0-9]+\\. On what the verdicts depend\n"));
  EXPECT_THAT(page, HasSubstr("](figures/multiverse-auxiliary-improves.svg)"));
  // A link of the first column's p-values: the grid has none.
  EXPECT_THAT(with.files.at("CLAIMS.md"), Not(HasSubstr("`grid`")));
  for (const auto& [name, content] : with.files) {
    EXPECT_THAT(content, Not(HasSubstr("{{"))) << name;
    if (name.find(".gp") != std::string::npos) continue;
    EXPECT_THAT(content, Not(testing::ContainsRegex("[^a-z]-?nan[^a-z]"))) << name;
  }
}

// Every link within and between the documents leads to a heading that is there.
TEST(Report, LinksLead) {
  std::vector<RunRecord> records = TwoEngines();
  records.push_back(MakeRecord("pairs/paper,epochs=2/cnn/eigen", 0));
  const auto files = Files(std::move(records));
  const std::string page = files.at("REPORT.md") + files.at("RECORDS.md");
  const std::string& runs = files.at("RUNS.md");
  int links = 0;
  static const std::regex link("\\]\\(RUNS\\.md#([^)]*)\\)");
  for (std::sregex_iterator it(page.begin(), page.end(), link), end; it != end; ++it, ++links) {
    bool found = false;
    for (size_t at = 0; !found && (at = runs.find("\n## ", at)) != std::string::npos; ++at)
      found = Slug(runs.substr(at + 4, runs.find('\n', at + 4) - at - 4)) == (*it)[1].str();
    EXPECT_TRUE(found) << (*it)[1];
  }
  EXPECT_GT(links, 30);
}

// What a record says of itself is shown as it stands.
TEST(Report, HostileRecords) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen", ExpectationsOf(Questions()));
  const std::string hostile = "<script>alert(1)</script>![x](http://example.org/x)|`";
  records[0].provenance["cpu"] = hostile;
  records[0].provenance[hostile] = "x";
  records[0].weights_digest = hostile;
  records[0].dataset = hostile;
  const auto files = Files(std::move(records));
  for (const char* name : {"RECORDS.md", "RUNS.md"}) {
    const std::string html = HtmlPage({{name, files.at(name)}}, {});
    EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(1)")) << name;
    EXPECT_THAT(html, Not(HasSubstr("<script>a"))) << name;
    EXPECT_THAT(html, Not(HasSubstr("<img"))) << name;
  }
}

}  // namespace
}  // namespace tenfold::reports
