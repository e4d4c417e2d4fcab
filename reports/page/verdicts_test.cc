#include "reports/page/verdicts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "reports/parts/report.h"
#include "reports/questions.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

// The records of the tables, with `seeds` seeds of the pairs, sharing adding `sharing`.
std::vector<RunRecord> Records(int seeds, double sharing) {
  std::mt19937 generator(5);
  std::normal_distribution<double> noise(0.0, 0.01);
  std::vector<RunRecord> records = MakeCompleteRecords("simd", ExpectationsOf(Questions()));
  for (const char* variant : {"cnn-shared-aux", "cnn-shared", "cnn-aux", "cnn", "mlp-shared-aux",
                              "mlp-shared", "mlp-aux", "mlp"}) {
    for (int seed = 10; seed < seeds; ++seed)
      records.push_back(MakeRecord(std::string("pairs/paper/") + variant + "/simd", seed));
  }
  for (RunRecord& record : records) {
    if (record.experiment != "pairs") continue;
    const bool shared = record.variant.find("shared") != std::string::npos;
    record.test_accuracy = 0.8 + (shared ? sharing : 0.0) + noise(generator);
  }
  for (const char* overrides : {",learning_rate=0.05", ",learning_rate=0.1", ",learning_rate=0.2",
                                ",learning_rate=0.1,schedule=linear"}) {
    for (int seed = 0; seed < 10; ++seed) {
      records.push_back(MakeRecord(std::string("disc/paper") + overrides + "/depth-4/simd", seed));
    }
  }
  for (RunRecord& record : records) {
    if (record.experiment != "disc" || record.seed >= 10) continue;
    // A stall of 1.2 / rate epochs.
    const double rate = record.overrides.empty()                   ? 0.03
                        : record.overrides == "learning_rate=0.05" ? 0.05
                        : record.overrides == "learning_rate=0.2"  ? 0.2
                                                                   : 0.1;
    record.train_loss.assign(static_cast<int>(1.2 / rate + 0.5), 1.0);
    record.train_loss.insert(record.train_loss.end(), 25, 0.1);
    record.first_losses = {1.0};
  }
  return records;
}

// The verdicts, and what the questions say of how they came about.
void Make(std::vector<RunRecord> records, Report& report) {
  const ReportInput input = {*RunSet::Create(std::move(records), ExpectationsOf(Questions())), ""};
  std::vector<const Question*> questions;
  for (const Question& question : Questions()) questions.push_back(&question);
  AddVerdicts(questions, input.runs, report);
  AddTenSeeds(questions, input.runs, report);
  for (const Question* question : questions) {
    for (Part part : question->how_decided.parts) EXPECT_TRUE(part(input, report).ok());
    for (Part part : question->left_open_below.parts) EXPECT_TRUE(part(input, report).ok());
  }
}

constexpr char kPage[] =
    "{{#VERDICTS}}{{TABLE}}{{/VERDICTS}}{{#FEWER_SEEDS}}fewer{{/FEWER_SEEDS}}"
    "{{#TEN_SEEDS}}{{SEEDS}} seeds{{TABLE}}{{/TEN_SEEDS}}"
    "{{#TEN_SEEDS_MISSING}}only {{SEEDS}}{{/TEN_SEEDS_MISSING}}"
    "{{#FACTORIAL}}{{PRESET}} {{N}}{{TABLE}}{{/FACTORIAL}}"
    "{{#RATES}}{{TABLE}}{{#POWER_LAW}}power {{EXPONENT}}{{/POWER_LAW}}{{CHANGES}}{{/RATES}}"
    "{{ARITHMETIC}}headed {{FIT_HEADED}}, captioned {{FIT_CAPTIONED}}";

std::string Page(std::vector<RunRecord> records) {
  Report report;
  Make(std::move(records), report);
  return Expand(kPage, report.page);
}

std::string RowOf(const std::string& page, const std::string& claim) {
  const size_t begin = page.find("| " + claim + " ");
  return begin == std::string::npos ? "" : page.substr(begin, page.find('\n', begin) - begin);
}

TEST(Verdicts, FlipWithTheRecords) {
  const std::string claim = "weight sharing improves accuracy";
  EXPECT_THAT(RowOf(Page(Records(100, 0.02)), claim), HasSubstr("**reproduced**: +"));
  EXPECT_THAT(RowOf(Page(Records(100, 0.02)), claim), HasSubstr("(n = 100)"));
  EXPECT_THAT(RowOf(Page(Records(100, -0.02)), claim), HasSubstr("**contradicted**: -"));
  EXPECT_THAT(RowOf(Page(Records(10, 0.004)), claim), HasSubstr("inconclusive"));
  EXPECT_THAT(RowOf(Page(Records(100, 0.02)), claim), HasSubstr("no runs")) << "of `course`";
}

TEST(Verdicts, FewerSeedsAreSaid) {
  EXPECT_THAT(Page(Records(10, 0.02)), HasSubstr("fewer"));
  EXPECT_THAT(Page(Records(10, 0.02)), HasSubstr("only 10"));
}

TEST(Verdicts, EffectsAndRates) {
  const std::string page = Page(Records(40, 0.02));
  EXPECT_THAT(page, HasSubstr("paper 40|"));
  EXPECT_THAT(RowOf(page, "weight sharing "), HasSubstr("< 0.0001"));
  EXPECT_THAT(page, HasSubstr("power -1.0"));
  EXPECT_THAT(RowOf(page, "0.03 constant"), HasSubstr("40.0 ± 0.0 (n = 10)"));
  EXPECT_THAT(RowOf(page, "both: .03 constant to .1 linear"), HasSubstr("-28.0"));
  EXPECT_THAT(page, Not(HasSubstr("{{")));
}

TEST(Verdicts, OrderOfRecordsChangesNothing) {
  std::vector<RunRecord> records = Records(210, 0.02);
  Report report, again;
  Make(records, report);
  EXPECT_THAT(Expand(kPage, report.page), HasSubstr("210 seeds"));
  std::shuffle(records.begin(), records.end(), std::mt19937(1));
  Make(records, again);
  EXPECT_EQ(again.files, report.files);
  EXPECT_EQ(again.numbers.dump(), report.numbers.dump());
}

}  // namespace
}  // namespace tenfold::reports
