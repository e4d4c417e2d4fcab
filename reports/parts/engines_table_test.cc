#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "reports/parts/parts.h"
#include "reports/parts/report.h"
#include "reports/testing/plain.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

constexpr char kPage[] =
    "{{#CERTIFICATE}}{{TABLE_4}}{{ROUNDING}} {{KINKS}} {{DIFFERENT}} of {{PAIRS}}\n"
    "{{#DIFFERENT_ITEM}}apart: {{SETTING}} {{ENGINE_A}} {{ENGINE_B}} {{SEEDS}} {{LARGEST}}\n"
    "{{/DIFFERENT_ITEM}}{{#DIVERGED_ITEM}}diverged: {{SETTING}} {{ENGINE_A}} {{ENGINE_B}} "
    "{{SEEDS}}\n"
    "{{/DIVERGED_ITEM}}{{TABLE_5}}{{#ALL_SAME}}all of {{COMPARED_MEANS}}\n"
    "{{/ALL_SAME}}{{#SOME_OPEN}}{{SAME}} of {{COMPARED_MEANS}}\n"
    "{{#OPEN_ITEM}}open: {{SETTING}} {{ENGINE_A}} {{ENGINE_B}} {{DIFFERENCE}} {{P}}\n"
    "{{/OPEN_ITEM}}{{/SOME_OPEN}}{{#NO_MEANS}}no means{{/NO_MEANS}}"
    "{{/CERTIFICATE}}";

struct Made {
  std::string page;
  nlohmann::ordered_json numbers;
};

Made Make(std::vector<RunRecord> records) {
  Report report;
  EXPECT_TRUE(
      AddEnginesTable(
          {*RunSet::Create(std::move(records), {{"disc", "paper", {"depth-3", "depth-4"}}}), ""},
          report)
          .ok());
  return {Plain(Expand(kPage, report.page)), report.numbers};
}

// All seeds of one setting with engines whose records are equal.
std::vector<RunRecord> Records(const std::vector<std::string>& engines) {
  std::vector<RunRecord> records;
  for (const std::string& engine : engines) {
    for (int seed = 0; seed < 10; ++seed) {
      records.push_back(MakeRecord("disc/paper/depth-4/" + engine, seed));
      records.back().first_losses = {1.0, 0.5, 0.25, 0.125};
    }
  }
  return records;
}

std::vector<RunRecord> TwoEngines() { return Records({"eigen", "onednn"}); }

TEST(EnginesTable, OneEngineHasNone) { EXPECT_EQ(Make(MakeCompleteRecords("eigen")).page, ""); }

TEST(EnginesTable, EqualEngines) {
  const std::string page = Make(TwoEngines()).page;
  EXPECT_THAT(page, HasSubstr("| disc depth-4 | identical (10) |\n"));
  EXPECT_THAT(page, HasSubstr("disc depth-4 | 0.0 | 0.00 [0.00, 0.00] same |\n"));
  EXPECT_THAT(page, HasSubstr("10 0 0 of 10\n"));
  EXPECT_THAT(page, HasSubstr("all of 1\n"));
}

// Settings that nobody or one engine ran have their line.
TEST(EnginesTable, WhatIsMissingIsADash) {
  const std::string page = Make(TwoEngines()).page;
  EXPECT_THAT(page, HasSubstr("| disc depth-3 | – |\n"));
  EXPECT_THAT(page, ContainsRegex("\\| disc depth-3 +\\| +– \\| +– \\|\n"));
}

TEST(EnginesTable, SortsRunsByTheirDifference) {
  std::vector<RunRecord> records = TwoEngines();
  records[10].first_losses[1] *= 1 + 4e-7;  // rounding
  records[11].first_losses[3] *= 1 + 1e-4;  // a kink
  records[12].first_losses[0] = 0.5;        // other work
  records[10].weights_digest = records[11].weights_digest = "other";
  std::string page = Make(records).page;
  EXPECT_THAT(page, HasSubstr("8 1 1 of 10\n"));
  EXPECT_THAT(page, HasSubstr("apart: disc depth-4 eigen onednn seed 2 5.0e-01\n"));
  EXPECT_THAT(page, HasSubstr("| 5.0e-01 (10, 8 identical) |"));
  records[13].first_losses.pop_back();
  records[14].first_losses[2] *= 1 + 1e-4;  // too early for a kink
  records[15].dataset_digest = "other";
  page = Make(records).page;
  EXPECT_THAT(page, HasSubstr("5 1 4 of 10\n"));
  EXPECT_THAT(page, HasSubstr("onednn seeds 2-5 inf\n"));
}

// The same mean, another mean, and differences too far apart to tell.
TEST(EnginesTable, MeansAreTheSameOrOpen) {
  const auto page = [](double shift, double spread) {
    std::vector<RunRecord> records = TwoEngines();
    for (int i = 10; i < 20; ++i) *records[i].test_accuracy += shift + (i % 2 ? spread : -spread);
    return Make(records).page;
  };
  EXPECT_THAT(page(0.001, 0.002), HasSubstr("| 0.3 | +0.10 [-0.02, +0.22] same |"));
  EXPECT_THAT(page(0.001, 0.002), HasSubstr("all of 1\n"));
  EXPECT_THAT(page(-0.1, 0.002), HasSubstr("0 of 1\nopen: disc depth-4 eigen onednn -10.00 ["));
  EXPECT_THAT(page(-0.1, 0.002), HasSubstr(" 1.0000\n"));
  EXPECT_THAT(page(0.0, 0.02), HasSubstr("0 of 1\nopen: disc depth-4 eigen onednn 0.00 [-1.22"));
}

// The page has the pairs with the main engine, the numbers have all.
TEST(EnginesTable, FourEngines) {
  std::vector<RunRecord> records = Records({"eigen", "libtorch", "onednn", "simd"});
  for (int i = 10; i < 20; ++i) records[i].first_losses[0] *= 1 + 3e-7;  // libtorch
  records[11].test_accuracy = 0.89;
  const Made made = Make(records);
  EXPECT_THAT(made.page, ContainsRegex("\\| setting +\\| +eigen \\| +libtorch \\| +onednn \\|\n"));
  EXPECT_THAT(
      made.page,
      ContainsRegex("disc depth-4 +\\| identical \\(10\\) \\| 3.0e-07 \\(10, 10 identical\\) "
                    "\\| identical \\(10\\) \\|\n"));
  EXPECT_THAT(made.page, HasSubstr("disc depth-4 | 0.0 | 0.00 [0.00, 0.00] same | 2.0 | -0.20 "
                                   "[-0.57, +0.17] open | 0.0 |"));
  EXPECT_THAT(made.page, HasSubstr("60 0 0 of 60\n"));
  // Of six pairs three have libtorch in them, whose one seed leaves it open.
  EXPECT_THAT(made.page, HasSubstr("3 of 6\n"));
  EXPECT_EQ(made.numbers.at("table-4").size(), 6u);
  EXPECT_EQ(made.numbers.at("table-5").size(), 6u);
  EXPECT_EQ(made.numbers.at("engines-by-seed").size(), 60u);
  const auto& run = made.numbers.at("engines-by-seed")[11];
  EXPECT_EQ(run["engine_b"], "libtorch");
  EXPECT_EQ(run["seed"], 1);
  EXPECT_EQ(run["test_accuracy_b"], 0.89);
  EXPECT_NEAR(run["test_accuracy_difference"].get<double>(), -0.02, 1e-15);
}

// Seeds that one of the two lacks do not count; a run that diverged with one alone is named.
TEST(EnginesTable, ComparesCommonSeeds) {
  std::vector<RunRecord> records = TwoEngines();
  Diverge(records[17]);
  records.erase(records.begin() + 3);
  const std::string page = Make(records).page;
  EXPECT_THAT(page, HasSubstr("8 0 0 of 8\n"));
  EXPECT_THAT(page, HasSubstr("diverged: disc depth-4 eigen onednn seed 7\n"));
  EXPECT_THAT(page, HasSubstr("identical (8)"));
}

TEST(EnginesTable, OneSeedIsNotTested) {
  std::vector<RunRecord> records = TwoEngines();
  const std::string page = Make({records[0], records[10]}).page;
  EXPECT_THAT(page, HasSubstr("no means"));
  EXPECT_THAT(page, HasSubstr("| 0.0 | 0.00 |"));
  EXPECT_THAT(page, Not(HasSubstr("all of")));
}

}  // namespace
}  // namespace tenfold::reports
