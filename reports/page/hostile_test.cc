// Records with what would be markup, code or a formula wherever text may be anything: none of it is
// left as such in what is written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <limits>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "base/files.h"
#include "base/text/gzip.h"
#include "experiments/records/record_files.h"
#include "experiments/records/run_record.h"
#include "reports/page/generate.h"
#include "reports/questions.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

const char* const kPayloads[] = {"<script>alert(1)</script>",
                                 "<img src=x onerror=alert(1)>",
                                 "</td></tr></table><h1>x</h1>",
                                 "[x](javascript:alert(1))",
                                 "![x](http://example.org/x.svg)",
                                 "a\n# Heading\n\n<b>",
                                 "a | b | c",
                                 "`code` *bold* _it_",
                                 "=cmd|' /C calc'!A0",
                                 "+1+1",
                                 "@SUM(A1)",
                                 "'; system('touch hacked'); '",
                                 "\"`touch hacked`\"",
                                 "{{MAIN_ENGINE}} {{#SECTION}}",
                                 "\xe2\x80\xae"
                                 "txt.exe",
                                 "\x1b[2K\x1b]0;x\x07\xc2\x9b"
                                 "1m",
                                 "../../hacked"};

class HostileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }

  // The text files of a report of these records.
  std::map<std::string, std::string> Write(std::vector<RunRecord> records) {
    for (RunRecord& record : records) {
      // As they come from a file.
      absl::StatusOr<RunRecord> read = ParseRunRecord(ToJson(record).dump());
      EXPECT_TRUE(read.ok()) << read.status();
      if (read.ok()) record = *std::move(read);
    }
    const std::string output = folder_ + "/report";
    const absl::Status status =
        WriteReport(Questions(),
                    {*RunSet::Create(std::move(records), ExpectationsOf(Questions())),
                     folder_ + "/artifacts",
                     {}},
                    output, {/*include_inputs=*/true});
    EXPECT_TRUE(status.ok()) << status;
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(output)) {
      if (!entry.is_regular_file()) continue;
      files[entry.path().lexically_relative(output)] =
          *ReadFile(entry.path().string(), int64_t{1} << 28);
    }
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1) << "nothing beside the report";
    return files;
  }

  const std::string folder_ = ::testing::TempDir() + "/hostile";
};

TEST_F(HostileTest, NothingOfProvenanceIsMarkup) {
  std::vector<RunRecord> records = {MakeRecord("disc/paper/depth-3/simd", 0),
                                    MakeRecord("disc/paper/depth-3/eigen", 0)};
  for (const char* payload : kPayloads) {
    records[0].provenance[payload] = payload;
    records[0].provenance["versions"][payload] = std::string(payload) + "2";
    records[0].timing[payload] = payload;
  }
  records[0].timing["training_time_s"] = "<b>";
  std::set<std::string> kinds;
  for (const auto& [name, bytes] : Write(records)) {
    EXPECT_EQ(name.find("hacked"), std::string::npos) << name;
    const std::string text =
        absl::EndsWith(name, ".gz") ? *Gunzip(bytes, kMaxRecordLinesBytes) : bytes;
    const std::string kind = fs::path(name).extension();
    kinds.insert(kind);
    for (const char* control : {"\x1b", "\x07", "\xc2\x9b", "\xe2\x80\xae"})
      EXPECT_THAT(text, Not(HasSubstr(control))) << name;
    if (kind == ".html") {
      int scripts = 0;
      for (size_t at = 0; (at = text.find("<script", at)) != std::string::npos; ++at) ++scripts;
      EXPECT_EQ(scripts, 4) << "the page's own: data, worker, module and what runs";
      for (const char* markup : {"<script>a", "<img src=x", "<h1>x", "href=\"javascript",
                                 "http://example.org/x.svg\"", "<b>", "<strong>bold"})
        EXPECT_THAT(text, Not(HasSubstr(markup))) << name;
      EXPECT_THAT(text, HasSubstr("&lt;script&gt;alert(1)")) << "shown as it stands";
    } else if (kind == ".md") {
      for (const char* markup : {"<script", "<img", "</td", "<b>", "[x](", "\n# Heading"}) {
        for (size_t at = text.find(markup); at != std::string::npos; at = text.find(markup, at + 1))
          EXPECT_TRUE(at > 0 && text[at - 1] == '\\') << name << ": " << text.substr(at, 60);
      }
      EXPECT_THAT(text, Not(HasSubstr("\n# Heading")));
    } else if (kind == ".gp" || kind == ".svg") {
      for (const char* payload : kPayloads) EXPECT_THAT(text, Not(HasSubstr(payload))) << name;
    } else if (kind == ".csv") {
      for (absl::string_view field : absl::StrSplit(text, absl::ByAnyChar(",\n"))) {
        double number;
        field = absl::StripPrefix(field, "\"");
        const bool formula = !field.empty() && absl::StrContains("=+-@", field[0]);
        EXPECT_TRUE(!formula || absl::SimpleAtod(field, &number)) << name << ": " << field;
      }
    }
  }
  EXPECT_EQ(kinds,
            (std::set<std::string>{".csv", ".gp", ".gz", ".html", ".json", ".md", ".svg", ".tsv"}));
}

TEST_F(HostileTest, HugeNumbers) {
  constexpr double kHuge = std::numeric_limits<double>::max();
  std::vector<RunRecord> records;
  for (const char* engine : {"simd", "eigen"}) {
    for (int64_t seed : {int64_t{0}, int64_t{1}, std::numeric_limits<int64_t>::max()}) {
      records.push_back(MakeRecord(std::string("disc/paper/depth-3/") + engine, seed));
      records.back().train_loss = {kHuge, -kHuge, seed == 0 ? kHuge : 1e-300};
      records.back().first_losses = {kHuge, seed == 0 ? -kHuge : 0.0, 5e-324};
      records.back().timing["training_time_s"] = -kHuge;
    }
  }
  const std::map<std::string, std::string> files = Write(records);
  EXPECT_THAT(files.at("figures/disc-loss.gp"), HasSubstr("set yrange [0:1e+300]"));
}

}  // namespace
}  // namespace tenfold::reports
