#include "experiments/exhaustive/report/parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "experiments/exhaustive/report/question.h"
#include "experiments/exhaustive/report/texts.h"
#include "experiments/measurements/file.h"
#include "experiments/measurements/testing/mutants.h"
#include "reports/testing/plain.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::ordered_json;

// Of 100 digits. With sharing a network is wrong 300 times less often, with a CNN 100 times more.
measurements::Exhaustive Made() {
  measurements::Exhaustive file;
  file.provenance.commit = "abc";
  file.provenance.cpu = "a processor";
  file.test_pairs = 1000;
  file.digits = 100;
  file.checked_pairs = 50;
  for (const char* variant : {"cnn-shared-aux", "cnn-shared", "cnn-aux", "cnn", "mlp-shared-aux",
                              "mlp-shared", "mlp-aux", "mlp"}) {
    const std::string name = variant;
    int64_t wrong = 2000;
    if (name.find("shared") != std::string::npos) wrong -= 300;
    if (name.find("cnn") != std::string::npos) wrong += 100;
    measurements::ExhaustiveSetting setting = {absl::StrCat("pairs/paper/", name), {}};
    for (int seed = 0; seed < 4; ++seed) {
      setting.networks.push_back(
          {seed, "0123456789abcdef", wrong / 10, wrong, 0, {wrong - 10, wrong + 10}});
    }
    file.settings.push_back(setting);
  }
  file.settings.push_back({"pairs/course/mlp", {}});
  return file;
}

struct Page {
  std::string text, document;
  Json numbers;
};

Page MakePage(const std::optional<measurements::Exhaustive>& file) {
  Report report;
  ReportInput input = {*RunSet::Create(MakeCompleteRecords("simd")), ""};
  input.exhaustive = file;
  const absl::Status status = AddExhaustive(input, report);
  EXPECT_TRUE(status.ok()) << status;
  return {Plain(Expand(kExhaustiveChapterMd, report.page)),
          Plain(Expand(kExhaustiveDocumentMd, report.page)), report.numbers};
}

TEST(AddExhaustive, TablesAndSentences) {
  const Page page = MakePage(Made());
  EXPECT_THAT(page.text, testing::StartsWith("## All pairs of test digits\n"));
  EXPECT_THAT(page.text, HasSubstr("Here 32 networks of runs answer all 10000 ordered pairs of the "
                                   "100 test digits."));
  EXPECT_THAT(page.text,
              HasSubstr("paper, sharing +3.00 [+3.00, +3.00]; paper, auxiliary loss 0.00 "
                        "[0.00, 0.00]; paper, convolutions -1.00 [-1.00, -1.00]."));
  EXPECT_THAT(page.document, HasSubstr("| paper/mlp | 4 | 80.00 [80.00, 80.00] | 80.00 [80.00, "
                                       "80.00] | 80.00 [79.90, 80.10] | 80.00 ["));
  EXPECT_THAT(page.document, HasSubstr("of 1600 drawn pairs that the whole networks answered too, "
                                       "0 have other outputs"));
  EXPECT_THAT(page.document, Not(HasSubstr("By the number of train pairs")));
  EXPECT_THAT(page.document, HasSubstr("at commit abc."));
  EXPECT_THAT(page.text + page.document, Not(HasSubstr("{{")));
  // Eight accuracies and three differences, each in four ways.
  EXPECT_EQ(page.numbers["exhaustive"].size(), 44u);
}

TEST(AddExhaustive, ByTheNumberOfTrainPairs) {
  measurements::Exhaustive file = Made();
  file.settings.push_back(file.settings[0]);
  file.settings.back().setting = "pairs/paper,pairs=300,epochs=83/mlp";
  const Page page = MakePage(file);
  EXPECT_THAT(page.document, HasSubstr("By the number of train pairs"));
  EXPECT_THAT(page.document, HasSubstr("| paper,pairs=300,epochs=83/mlp | 4 | 82.00 ["));
  EXPECT_LT(page.document.find("| paper/mlp |"), page.document.find("By the number"));
}

TEST(AddExhaustive, NothingWithoutAllSettings) {
  measurements::Exhaustive file = Made();
  file.settings.erase(file.settings.begin());
  measurements::Exhaustive few = Made();
  few.settings[3].networks.resize(2);
  for (const Page& page : {MakePage(std::nullopt), MakePage(file), MakePage(few)}) {
    EXPECT_EQ(page.text, "");
    EXPECT_EQ(page.document, "");
    EXPECT_TRUE(page.numbers.empty());
  }
}

// A name that is markup is shown as it stands.
TEST(AddExhaustive, TextOfOthers) {
  measurements::Exhaustive file = Made();
  file.settings.push_back(file.settings[0]);
  file.settings.back().setting = "pairs/<script>|**a**`b`[c](d)";
  file.provenance.commit = "<img>";
  const Page page = MakePage(file);
  for (const char* markup : {"<script>", "<img>", "**a**", "`b`", "[c](d)"}) {
    EXPECT_THAT(page.text + page.document, Not(HasSubstr(markup)));
  }
}

// Whatever is read of a file with one place changed is shown.
TEST(AddExhaustive, ChangedFiles) {
  Json json = measurements::ToJson(Made());
  int read = 0;
  measurements::ForEachMutant(json, [&](const measurements::Mutant&) {
    const auto file = measurements::FromJson<measurements::Exhaustive>(json);
    if (!file.ok()) return;
    ++read;
    MakePage(*file);
  });
  EXPECT_GT(read, 40);
}

TEST(Question, HasTheChapter) {
  const Question question = exhaustive::ReportQuestion();
  EXPECT_TRUE(question.expected.experiment.empty());
  EXPECT_EQ(question.chapter.parts.size(), 1u);
  EXPECT_EQ(question.documents.size(), 1u);
}

}  // namespace
}  // namespace tenfold::reports
