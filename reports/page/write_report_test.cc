// Reports as files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/text/gzip.h"
#include "experiments/measurements/file.h"
#include "reports/page/generate.h"
#include "reports/page/testing/made_input.h"
#include "reports/questions.h"

namespace tenfold::reports {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

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
  const auto pictures =
      std::count_if(fs::directory_iterator(folder_ / "out/figures"), {},
                    [](const auto& entry) { return entry.path().extension() == ".svg"; });
  EXPECT_GT(pictures, 0);
  EXPECT_EQ(count("<figure "), pictures);
  EXPECT_EQ(count(" src=\"data:image/svg+xml;base64,"), pictures);
  EXPECT_EQ(count(" src="), pictures);
  for (const char* folded : {"claimsmd", "recordsmd", "runsmd"})
    EXPECT_EQ(count("<details class=\"document\" id=\"" + std::string(folded) + "\">"), 1)
        << folded;
  EXPECT_EQ(count("<link"), 0);
  EXPECT_THAT(html, HasSubstr("href=\"#runsmd-pairspapercnneigen\">10</a>)"));
  EXPECT_THAT(html, HasSubstr("id=\"runsmd-pairspapercnneigen\""));
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
