#include "reports/page/generate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/text/gzip.h"
#include "experiments/measurements/file.h"
#include "experiments/multiverse/report/testing/made_grid.h"
#include "experiments/pairs/report/settings.h"
#include "reports/page/html.h"
#include "reports/parts/markdown.h"
#include "reports/questions.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

ReportInput InputOf(std::vector<RunRecord> records, const std::string& artifacts_dir = "") {
  return {*RunSet::Create(std::move(records), ExpectationsOf(Questions())), artifacts_dir};
}

std::vector<RunRecord> TwoEngines() {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen", ExpectationsOf(Questions()));
  for (const RunRecord& record : MakeCompleteRecords("onednn", ExpectationsOf(Questions())))
    records.push_back(record);
  for (RunRecord& record : records) {
    record.first_losses.assign(50, record.engine == "eigen" ? 1.0 : 1.0 + 1e-7 * record.seed);
  }
  return records;
}

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

// The auxiliary loss helps with many epochs and hurts with few, sharing helps in every setting, and
// no run of the disc succeeds.
measurements::Multiverse Grids() {
  return MadeMultiverse({MadePairsGrid([](const Coded& coded, int cell) {
                           return 0.80 + (cell & 1 ? 0.03 * coded[2] : 0) + (cell & 2 ? 0.02 : 0);
                         }),
                         MadeDiscGrid([](const Coded&) { return 0.0; })});
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

// The elements that are still open at the end, or at the first tag that closes another one.
std::vector<std::string> OpenElements(const std::string& xml) {
  static const std::regex tag("<(/?)([A-Za-z][A-Za-z0-9:]*)[^<>]*?(/?)>");
  std::vector<std::string> open;
  for (std::sregex_iterator it(xml.begin(), xml.end(), tag), end; it != end; ++it) {
    const std::string name = (*it)[2];
    if ((*it)[1].length() == 0) {
      if ((*it)[3].length() == 0) open.push_back(name);
    } else if (!open.empty() && open.back() == name) {
      open.pop_back();
    } else {
      return {"closed: " + name};
    }
  }
  return open;
}

class WriteReportTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder_);
    WriteArtifact("disc/paper/depth-4/eigen/seed-00/points.csv",
                  "set,x,y,label,prediction\n"
                  "train,0.5,0.5,1,1\n"
                  "train,0.1,0.1,-1,1\n"
                  "test,0.4,0.5,1,1\n"
                  "test,0.9,0.1,-1,-1\n");
    WriteArtifact("disc/paper/depth-4/eigen/seed-00/grid.csv", "100,-100\n100,-100\n");
    WriteArtifact("pairs/paper/cnn/eigen/seed-00/confusion.csv",
                  "first,second,pairs,wrong\n4,9,4,2\n");
    WriteArtifact("pairs/paper/cnn-shared-aux/eigen/seed-00/wrong_pairs.csv",
                  "first,second,margin,first_image,second_image\n7,2,3.25," +
                      std::string(392, '8') + "," + std::string(392, '0') + "\n");
  }

  void WriteArtifact(const std::string& name, const std::string& content) {
    fs::create_directories((folder_ / "artifacts" / name).parent_path());
    std::ofstream(folder_ / "artifacts" / name) << content;
  }

  std::string Content(const std::string& name) const {
    std::ifstream file(folder_ / "out" / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  absl::Status Write(const WriteOptions& options = {}) {
    return WriteReport(Questions(), InputOf(TwoEngines(), (folder_ / "artifacts").string()),
                       (folder_ / "out").string(), options);
  }

  fs::path folder_;
};

TEST_F(WriteReportTest, PicturesWithLabels) {
  const absl::Status status = Write();
  ASSERT_TRUE(status.ok()) << status;
  const std::pair<std::string, std::vector<std::string>> pictures[] = {
      {"figures/disc-points.svg",
       {"says inside", "says outside", "wrong", "eigen, train points", "1 of 2 right",
        "eigen, test points", "2 of 2 right"}},
      {"figures/disc-boundary.svg", {"depth-4: 0 of 1 above 0.95", "depth-3: 0 of 0"}},
      {"figures/pairs-accuracy.svg", {"test accuracy", "CNN, sharing + aux.", "MLP, neither"}},
      {"figures/pairs-differences.svg",
       {"with weight sharing minus without", "CNN minus MLP", "percentage points"}},
      {"figures/pairs-loss.svg", {"epoch", "training loss", "sharing + aux., n = 10"}},
      {"figures/pairs-confusion.svg", {"first digit", "second digit", "wrong answers (%)", ">50<"}},
      {"figures/wrong-pairs.svg", {"truth 7, 2", "said ≤ by 3.2"}},
      {"figures/disc-loss.svg",
       {"epoch", "training loss (MSE)", "depth-3, n = 10", "depth-4, n = 10", "one run", "mean"}},
      {"figures/task.svg", {}},
      {"figures/claims-pairs.svg",
       {"✓ reproduced", "paper", "course", "standard deviation of test accuracy"}},
      {"figures/loss-differences.svg",
       {"step", "relative difference of the loss", "CNN pairs", "MLP pairs", "disc",
        "onednn, n = 40", "onednn, n = 20", "rounding", "allowed", "a planted bug"}},
  };
  for (const auto& [name, labels] : pictures) {
    const std::string svg = Content(name);
    EXPECT_THAT(svg, testing::StartsWith("<?xml"));
    EXPECT_EQ(OpenElements(svg), std::vector<std::string>()) << name;
    for (const std::string& label : labels) EXPECT_THAT(svg, HasSubstr(label));
    EXPECT_THAT(Content("REPORT.md"), HasSubstr("](" + name + ")"));
  }
  EXPECT_THAT(Content("REPORT.md"), Not(HasSubstr("{{")));
  EXPECT_FALSE(fs::exists(folder_ / "out/records.jsonl.gz"));
}

// The page for a browser holds every picture and loads nothing.
TEST_F(WriteReportTest, HtmlIsWhole) {
  ASSERT_TRUE(Write().ok());
  const std::string html = Content("report.html");
  const auto count = [&](const std::string& what) {
    int n = 0;
    for (size_t at = 0; (at = html.find(what, at)) != std::string::npos; ++at) ++n;
    return n;
  };
  EXPECT_EQ(count("<figure "), 11);
  EXPECT_EQ(count(" src=\"data:image/svg+xml;base64,"), 11);
  EXPECT_EQ(count(" src="), 11);
  for (const char* folded : {"claimsmd", "recordsmd", "runsmd"})
    EXPECT_EQ(count("<details class=\"document\" id=\"" + std::string(folded) + "\">"), 1)
        << folded;
  EXPECT_EQ(count("<link"), 0);
  EXPECT_THAT(html, HasSubstr("href=\"#runsmd-pairspapercnneigen\">10</a>)"));
  EXPECT_THAT(html, HasSubstr("id=\"runsmd-pairspapercnneigen\""));
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

TEST_F(WriteReportTest, WithInputsItCanBeMadeAgain) {
  ASSERT_TRUE(Write({/*include_inputs=*/true}).ok());
  EXPECT_THAT(Content("artifacts/disc/paper/depth-4/eigen/seed-00/points.csv"),
              testing::StartsWith("set,x,y"));
  const std::string records = *Gunzip(Content("records.jsonl.gz"), 1 << 20);
  EXPECT_EQ(std::count(records.begin(), records.end(), '\n'), 200);
  EXPECT_THAT(records, Not(HasSubstr("\"host\"")));
  EXPECT_THAT(records, HasSubstr("\"commit\":\"abc\""));
}

TEST_F(WriteReportTest, GridCanBeReadAgain) {
  ReportInput input = InputOf(TwoEngines(), (folder_ / "artifacts").string());
  input.multiverse = Grids();
  ASSERT_TRUE(WriteReport(Questions(), input, (folder_ / "out").string(), {true}).ok());
  for (const char* id : {"auxiliary-improves", "disc-95", "cnn-both-wider"}) {
    const std::string svg = Content(absl::StrCat("figures/multiverse-", id, ".svg"));
    EXPECT_EQ(OpenElements(svg), std::vector<std::string>()) << id;
    EXPECT_THAT(svg, HasSubstr("learning rate"));
    EXPECT_THAT(svg, HasSubstr("holds"));
  }
  const absl::StatusOr<measurements::Multiverse> again =
      measurements::Parse<measurements::Multiverse>(Content("multiverse.json"));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(measurements::ToJson(*again), measurements::ToJson(*input.multiverse));
  EXPECT_THAT(Content("report.html"), HasSubstr("class=\"chip turned\""));
}

// The figure's data is wrong: the report that was there stays as it was.
TEST_F(WriteReportTest, NothingIsHalfWritten) {
  ASSERT_TRUE(Write().ok());
  const std::string before = Content("REPORT.md");
  WriteArtifact("disc/paper/depth-4/eigen/seed-00/points.csv", "no points");
  EXPECT_FALSE(Write({/*include_inputs=*/true}).ok());
  EXPECT_EQ(Content("REPORT.md"), before);
  EXPECT_FALSE(fs::exists(folder_ / "out/records.jsonl.gz"));
}

}  // namespace
}  // namespace tenfold::reports
