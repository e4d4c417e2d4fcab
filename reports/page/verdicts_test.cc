#include "reports/page/verdicts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "reports/parts/report.h"
#include "reports/questions.h"
#include "reports/testing/plain.h"
#include "reports/testing/records.h"
#include "statistics/inference.h"

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
    for (int64_t seed = 0; seed < 20; ++seed) {
      records.push_back(MakeRecord(std::string("disc/paper") + overrides + "/depth-4/simd", seed));
    }
  }
  for (int64_t seed = 10; seed < 20; ++seed)
    records.push_back(MakeRecord("disc/paper/depth-4/simd", seed));
  for (RunRecord& record : records) {
    if (record.experiment != "disc") continue;
    // A stall of 4 + 1.2 / rate epochs.
    const double rate = record.overrides.empty()                   ? 0.03
                        : record.overrides == "learning_rate=0.05" ? 0.05
                        : record.overrides == "learning_rate=0.2"  ? 0.2
                                                                   : 0.1;
    record.train_loss.assign(static_cast<int>(4.5 + 1.2 / rate), 1.0);
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
  const std::vector<Judged> judged = JudgeAll(questions, input.runs);
  AddVerdicts(judged, input.runs, report);
  AddFindings(judged, report);
  AddClaimFigures(judged, report);
  AddTenSeeds(questions, input.runs, report);
  for (const Question* question : questions) {
    for (Part part : question->how_decided.parts) EXPECT_TRUE(part(input, report).ok());
    for (Part part : question->left_open_below.parts) EXPECT_TRUE(part(input, report).ok());
  }
}

constexpr char kPage[] =
    "{{#VERDICTS}}{{TABLE}}{{/VERDICTS}}{{#CLAIMS}}{{TABLE}}{{/CLAIMS}}{{#FEWER_SEEDS}}fewer{{/"
    "FEWER_SEEDS}}"
    "{{#TEN_SEEDS}}{{SEEDS}} seeds{{TABLE}}{{/TEN_SEEDS}}"
    "{{#TEN_SEEDS_MISSING}}only {{SEEDS}}{{/TEN_SEEDS_MISSING}}"
    "{{#FACTORIAL}}{{PRESET}} {{N}}{{TABLE}}{{/FACTORIAL}}"
    "{{#RATES}}{{TABLE}}{{#FIT}}{{OFFSET}} + {{SLOPE}} / rate, {{R_SQUARED}}: "
    "{{LOCAL_SLOPES}}{{/FIT}}{{CHANGES}}{{/RATES}}"
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
  const std::string page = Page(Records(110, 0.02));
  EXPECT_THAT(RowOf(page, claim), HasSubstr("**✓ reproduced** +"));
  EXPECT_THAT(RowOf(page, "the report says"), HasSubstr("tables, n = 100 "));
  EXPECT_THAT(RowOf(page, claim), Not(HasSubstr("n = "))) << "it stands in the header";
  EXPECT_THAT(page,
              HasSubstr("(Abstract) | the difference is above zero (t); contradicted if below, "
                        "or within the margin of zero (TOST). Margin 0.005. | < 0.0001, t "));
  EXPECT_THAT(RowOf(Page(Records(110, -0.02)), claim), HasSubstr("**✗ contradicted** -"));
  EXPECT_THAT(RowOf(Page(Records(20, 0.004)), claim), HasSubstr("**? inconclusive** "));
  EXPECT_THAT(RowOf(Page(Records(110, 0.02)), claim), HasSubstr("no runs")) << "of `course`";
}

// Claims about digits and about the disc are corrected together, and by level; parts stand below
// what they are parts of.
TEST(Verdicts, OneFamilyALevel) {
  Report report;
  Make(Records(110, 0.02), report);
  std::vector<double> p_values, adjusted;
  for (const auto& row : report.numbers["verdicts"]) {
    const std::string column = row["preset_or_variant"];
    if (row["p"].is_null() || (column != "paper" && column != "depth-4")) continue;
    p_values.push_back(row["p"]);
    adjusted.push_back(row["holm_p"]);
  }
  ASSERT_GT(p_values.size(), 20u);
  const std::vector<double> expected = statistics::HolmAdjusted(p_values);
  for (size_t i = 0; i < expected.size(); ++i)
    EXPECT_NEAR(adjusted[i], expected[i], 1e-5 * expected[i]);
  const std::string page =
      Expand("{{FIRST_LEVEL}}{{#VERDICTS}}{{TABLE}}{{/VERDICTS}}", report.page);
  EXPECT_EQ(page.substr(0, page.find('|')), std::to_string(p_values.size()));
  EXPECT_LT(page.find("| auxiliary loss increases accuracy the most "),
            page.find("| – auxiliary loss improves accuracy "));
}

// What ten seeds say stands in four ways, in one for claims about one setting.
TEST(Verdicts, TenSeedsPairedAndNot) {
  Report report;
  std::vector<RunRecord> records = Records(210, 0.02);
  // Of `course` the opposite.
  for (const RunRecord& record : Records(210, -0.02)) {
    if (record.experiment != "pairs") continue;
    records.push_back(MakeRecord("pairs/course/" + record.variant + "/simd", record.seed));
    records.back().test_accuracy = record.test_accuracy;
  }
  Make(std::move(records), report);
  const std::string page = Plain(Expand(kPage, report.page));
  EXPECT_THAT(page, HasSubstr("210 of `pairs/paper` and 210 of `pairs/course` seeds| conclusion "));
  EXPECT_THAT(page, HasSubstr("| 100.0 / 0.0 / 0.0 | 100.0 / 0.0 / 0.0 | 0.0 / 100.0 / 0.0 | 0.0 / "
                              "100.0 / 0.0 |\n"));
  const auto& rows = report.numbers["ten-seeds"];
  ASSERT_GT(rows.size(), 10u);
  for (const auto& row : rows) {
    for (const char* way : {"read_unpaired", "read_paired", "tested_unpaired", "tested_paired"}) {
      const std::string name = way;
      int all = 0;
      for (const char* end : {"_as_the_report", "_opposite", "_neither"}) {
        ASSERT_TRUE(row.contains(name + end));
        if (!row[name + end].is_null()) all += row[name + end].get<int>();
      }
      EXPECT_EQ(all, kStudies) << row["claim"] << name;
    }
  }
}

// The sentences of the first screen are made of the verdicts, and turn with them.
TEST(Findings, FollowTheVerdicts) {
  constexpr char kFindings[] =
      "{{#FINDING}}{{SIGN}} {{NAMED}}\n{{/FINDING}}{{#NO_FINDING}}none{{/NO_FINDING}}";
  const auto findings = [&](double paper, double course) {
    std::vector<RunRecord> records = Records(110, paper);
    for (RunRecord record : Records(110, course)) {
      if (record.experiment != "pairs") continue;
      const std::string setting = "pairs/course/" + record.variant + "/simd";
      RunRecord other = MakeRecord(setting, record.seed);
      other.test_accuracy = record.test_accuracy;
      records.push_back(other);
    }
    Report report;
    Make(std::move(records), report);
    return Expand(kFindings, report.page);
  };
  const std::string both = findings(0.02, 0.02), turned = findings(0.02, -0.02),
                    neither = findings(-0.02, -0.02);
  const std::string claim = "weight sharing improves accuracy (`paper` ";
  const auto line_of = [&](const std::string& text) {
    const size_t at = text.find(claim), begin = text.rfind('\n', at) + 1;
    return at == std::string::npos ? "" : text.substr(begin, text.find('\n', at) - begin);
  };
  EXPECT_THAT(line_of(both), testing::StartsWith("✓ "));
  EXPECT_THAT(line_of(turned), testing::StartsWith("⇄ "));
  EXPECT_THAT(line_of(turned), testing::ContainsRegex("`paper` \\+[0-9.]+ points, `course` -"));
  EXPECT_THAT(line_of(neither), testing::StartsWith("✗ "));
  Report few;
  Make({MakeRecord("disc/paper/depth-4/simd", 0)}, few);
  EXPECT_EQ(Expand(kFindings, few.page), "none");
}

// What is drawn of a claim is what decides it, in the unit of its axis.
TEST(ClaimFigures, StatedEffectAndCompared) {
  Report report;
  Make(Records(110, 0.02), report);
  const std::string& pairs = report.files.at("figures/claims-pairs.csv");
  EXPECT_THAT(pairs,
              HasSubstr("\nmore than,percentage points of test accuracy,sharing-improves,,,0.0,"
                        "-0.5,0.5,"));
  EXPECT_THAT(pairs, testing::ContainsRegex("\neffect,percentage points of test accuracy,sharing-"
                                            "improves,paper,reproduced,[12]\\.[0-9]+,"));
  EXPECT_THAT(
      pairs, HasSubstr("\nstated,standard deviation of test accuracy,cnn-std,,,0.02,0.015,0.025,"));
  size_t means = 0;
  for (size_t at = 0; (at = pairs.find(",all-near-80,paper,", at)) != std::string::npos; ++at)
    ++means;
  EXPECT_EQ(means, 8u);
  const std::string& script = report.files.at("figures/claims-disc.gp");
  EXPECT_THAT(script, HasSubstr("set xlabel '% of runs'"));
  EXPECT_THAT(script, HasSubstr("set label \"above 95 % on train and test,\\nsystematically\""));
  EXPECT_EQ(report.numbers.dump().find("claims-pairs"), std::string::npos);
}

TEST(Verdicts, FewerSeedsAreSaid) {
  EXPECT_THAT(Page(Records(10, 0.02)), HasSubstr("fewer"));
  EXPECT_THAT(Page(Records(10, 0.02)), HasSubstr("only 10"));
}

TEST(Verdicts, EffectsAndRates) {
  const std::string page = Page(Records(40, 0.02));
  EXPECT_THAT(page, HasSubstr("paper 30|"));
  EXPECT_THAT(RowOf(page, "weight sharing "), HasSubstr("< 0.0001"));
  EXPECT_THAT(page,
              HasSubstr("4.0 [4.0, 4.0] + 1.20 [1.20, 1.20] / rate, 1.000: -0.88 from 0.03 to "
                        "0.05, "));
  EXPECT_THAT(RowOf(page, "0.03 constant"), HasSubstr("44.0 ± 0.0 (n = 10)"));
  EXPECT_THAT(RowOf(page, "both: .03 constant to .1 linear"), HasSubstr("-28.0"));
  EXPECT_THAT(page, Not(HasSubstr("{{")));
}

TEST(Verdicts, OrderOfRecordsChangesNothing) {
  std::vector<RunRecord> records = Records(210, 0.02);
  Report report, again;
  Make(records, report);
  EXPECT_THAT(Expand(kPage, report.page), HasSubstr("210 of `pairs/paper` seeds"));
  std::shuffle(records.begin(), records.end(), std::mt19937(1));
  Make(records, again);
  EXPECT_EQ(again.files, report.files);
  EXPECT_EQ(again.numbers.dump(), report.numbers.dump());
}

}  // namespace
}  // namespace tenfold::reports
