#include "experiments/variance/report/parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "experiments/measurements/file.h"
#include "experiments/measurements/testing/mutants.h"
#include "experiments/variance/components.h"
#include "experiments/variance/report/question.h"
#include "experiments/variance/report/texts.h"
#include "reports/testing/plain.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::ordered_json;

// The test draw alone makes all of the variance: 100 or 200 wrong answers of 1,000, which of them
// changes from replicate to replicate.
measurements::Variance OfTheTestDrawAlone() {
  measurements::Variance file;
  file.provenance.commit = "abc";
  file.provenance.cpu = "a processor";
  file.test_pairs = 1000;
  file.test_draws = 2;
  file.settings = {{"pairs/paper/mlp-shared-aux", {}}, {"pairs/paper/cnn-shared-aux", {}}};
  for (int i = 0; i < 40; ++i) {
    variance::WrongAnswers wrong;
    for (std::vector<int64_t>& draws : wrong) draws = {100, i % 2 == 0 ? 200 : 100};
    file.settings[0].replicates.push_back(variance::SumsOf(wrong));
  }
  return file;
}

struct Page {
  std::string text, findings;
  Json numbers;
};

Page MakePage(const std::optional<measurements::Variance>& file) {
  Report report;
  ReportInput input = {*RunSet::Create(MakeCompleteRecords("simd")), ""};
  input.variance = file;
  const absl::Status status = AddVariance(input, report);
  EXPECT_TRUE(status.ok()) << status;
  return {Plain(Expand(kVarianceChapterMd, report.page)),
          Expand("{{#FINDING}}{{SIGN}} {{HEAD}}: {{NAMED}}.{{/FINDING}}", report.page),
          report.numbers};
}

TEST(AddVariance, TableSentencesAndFinding) {
  const Page page = MakePage(OfTheTestDrawAlone());
  EXPECT_THAT(page.text, testing::StartsWith("## Where the variance comes from\n"));
  EXPECT_THAT(page.text, HasSubstr("| source | paper/mlp-shared-aux, n = 40 |\n"));
  EXPECT_THAT(page.text, HasSubstr("| test draw | 100.0 [100.0, 100.0] |\n"));
  EXPECT_THAT(page.text, HasSubstr("| train draw | 0.0 [0.0, 0.0] |\n"));
  EXPECT_THAT(page.text, HasSubstr("| three and four sources | 0.0 [0.0, 0.0] |\n"));
  // Half of the replicates have the sample variance .1^2 / 2.
  EXPECT_THAT(page.text, HasSubstr("| standard deviation | 5.00 ["));
  EXPECT_THAT(page.text, HasSubstr("have 0.0 [0.0, 0.0] % (paper/mlp-shared-aux) of the"));
  EXPECT_THAT(page.text, HasSubstr("draws of 1000 test pairs"));
  EXPECT_THAT(page.text, HasSubstr("at commit abc."));
  EXPECT_THAT(page.text, Not(HasSubstr("{{")));
  EXPECT_EQ(page.findings,
            "± A ± over seeds: 100.0 [100.0, 100.0] % (paper/mlp-shared-aux) of its variance is "
            "which 1000 test pairs were drawn; more seeds leave that part as it is, more test "
            "pairs do not.");
  ASSERT_EQ(page.numbers["variance"].size(), 24u);
  EXPECT_EQ(page.numbers["variance"][4]["part"], "test draw");
  EXPECT_EQ(page.numbers["variance"][4]["estimate"], 1.0);
  EXPECT_THAT(page.text, HasSubstr("| new test draw, all else kept | 100.0 [100.0, 100.0] |\n"));
}

TEST(AddVariance, NothingWithoutItOrWithoutReplicates) {
  measurements::Variance file = OfTheTestDrawAlone();
  file.settings[0].replicates.resize(1);
  for (const Page& page : {MakePage(std::nullopt), MakePage(file)}) {
    EXPECT_EQ(page.text, "");
    EXPECT_EQ(page.findings, "");
    EXPECT_TRUE(page.numbers.empty());
  }
}

// Half of the replicates as above, in the others as much comes from the train draw.
TEST(AddVariance, OfTwoSources) {
  measurements::Variance file = OfTheTestDrawAlone();
  for (int i = 0; i < 20; ++i) {
    variance::WrongAnswers wrong;
    for (size_t n = 0; n < wrong.size(); ++n) wrong[n].assign(2, n % 2 == 0 ? 100 : 200);
    file.settings[0].replicates.push_back(variance::SumsOf(wrong));
  }
  const std::string text = MakePage(file).text;
  EXPECT_THAT(text, HasSubstr("| test draw | 50.0 ["));
  EXPECT_THAT(text, HasSubstr("| train draw | 50.0 ["));
}

// A name that is markup is shown as it stands.
TEST(AddVariance, TextOfOthers) {
  measurements::Variance file = OfTheTestDrawAlone();
  file.settings[0].setting = "pairs/<script>|**a**`b`[c](d)";
  file.provenance.commit = "<img>";
  const Page page = MakePage(file);
  for (const char* markup : {"<script>", "<img>", "**a**", "`b`", "[c](d)"}) {
    EXPECT_THAT(page.text, Not(HasSubstr(markup)));
    EXPECT_THAT(page.findings, Not(HasSubstr(markup)));
  }
}

// Whatever is read of a file with one place changed is shown.
TEST(AddVariance, ChangedFiles) {
  Json json = measurements::ToJson(OfTheTestDrawAlone());
  int read = 0;
  measurements::ForEachMutant(json, [&](const measurements::Mutant&) {
    const auto file = measurements::FromJson<measurements::Variance>(json);
    if (!file.ok()) return;
    ++read;
    MakePage(*file);
  });
  EXPECT_GT(read, 40);
}

TEST(Question, HasTheChapter) {
  const Question question = variance::ReportQuestion();
  EXPECT_TRUE(question.expected.experiment.empty());
  EXPECT_EQ(question.chapter.parts.size(), 1u);
}

}  // namespace
}  // namespace tenfold::reports
