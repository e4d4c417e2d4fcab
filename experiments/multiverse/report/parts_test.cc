#include "experiments/multiverse/report/parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "experiments/multiverse/report/question.h"
#include "experiments/multiverse/report/testing/made_grid.h"
#include "experiments/pairs/report/printed_tables.h"
#include "reports/testing/plain.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

ReportInput InputOf(std::optional<measurements::Multiverse> multiverse) {
  ReportInput input = {*RunSet::Create({MakeRecord("disc/paper/depth-4/simd", 0)}), ""};
  input.multiverse = std::move(multiverse);
  return input;
}

// The chapter and the document.
std::string Page(const ReportInput& input, Report& report) {
  const Question question = multiverse::ReportQuestion();
  for (Part part : question.chapter.parts) EXPECT_TRUE(part(input, report).ok());
  return Plain(Expand(question.chapter.text, report.page) + "\f" +
               Expand(question.documents[0].text, report.page));
}

// The auxiliary loss helps with many epochs, and hurts with few.
measurements::Multiverse ByEpochs() {
  return MadeMultiverse({MadePairsGrid([](const Coded& coded, int cell) {
                           return 0.80 + (cell & 1 ? 0.03 * coded[2] : 0) + (cell & 2 ? 0.02 : 0);
                         }),
                         MadeDiscGrid([](const Coded&) { return 0.3; })});
}

TEST(MultiverseChapter, NothingWithoutAGrid) {
  Report report;
  EXPECT_EQ(Page(InputOf(std::nullopt), report), "\f");
  EXPECT_TRUE(report.numbers.empty());
  EXPECT_TRUE(report.files.empty());
  EXPECT_TRUE(multiverse::ReportQuestion().judge_grid(InputOf(std::nullopt)).empty());
}

TEST(MultiverseChapter, Verdicts) {
  Report report;
  const std::string page = Page(InputOf(ByEpochs()), report);
  EXPECT_THAT(page, HasSubstr("- `pairs`: 156 of 1728 settings, each with all 8 variants and 10 "
                              "seeds (12480 runs, of which 0 diverged and "
                              "are left out)."));
  EXPECT_THAT(page, HasSubstr("`disc`: 128 of 128 settings"));
  EXPECT_THAT(page, testing::ContainsRegex("– auxiliary loss improves accuracy \\| \\*\\*⇄ "
                                           "depends\\*\\* \\| [0-9]+ / [0-9]+ / [0-9]+ \\| .* \\| "
                                           "epochs up \\|"));
  EXPECT_THAT(page, testing::ContainsRegex("weight sharing improves accuracy \\| \\*\\*✓ holds "
                                           "everywhere\\*\\* \\| 15[0-9] / [0-9] / 0 "));
  EXPECT_THAT(page, testing::ContainsRegex("systematically \\| \\*\\*✗ nowhere\\*\\* \\| 0 / "));
  EXPECT_THAT(page, Not(HasSubstr("a higher, decaying rate shortens the stall")));
  // Parts of claims are in the document's table alone.
  EXPECT_THAT(page.substr(0, page.find('\f')), Not(HasSubstr("| – ")));
  EXPECT_THAT(page, Not(HasSubstr("{{")));
  EXPECT_THAT(page, Not(HasSubstr("nan")));
  const auto& table = report.numbers["multiverse"];
  EXPECT_EQ(table.size(), 25u);
  EXPECT_EQ(table[24]["verdict"], "not asked");
  EXPECT_EQ(table[2]["claim"], "auxiliary-improves");
  EXPECT_EQ(table[2]["verdict"], "depends");
  EXPECT_EQ(
      table[2]["holds"].get<int>() + table[2]["open"].get<int>() + table[2]["fails"].get<int>(),
      156);
  // Seven choices and their pairs for each claim of the pairs, five for four of the disc.
  EXPECT_EQ(report.numbers["multiverse-terms"].size(), 19u * 28u + 4u * 15u);
}

TEST(MultiverseChapter, CurvesAreSorted) {
  Report report;
  Page(InputOf(ByEpochs()), report);
  const Question question = multiverse::ReportQuestion();
  EXPECT_THAT(Expand(question.chapter.text, report.page),
              HasSubstr("](figures/multiverse-cnn-better.svg)"));
  EXPECT_THAT(Expand(question.documents[0].text, report.page),
              HasSubstr("](figures/multiverse-cnn-both.svg)"));
  EXPECT_EQ(report.figures.size(), 23u);
  const std::string& csv = report.files.at("figures/multiverse-auxiliary-improves.csv");
  EXPECT_THAT(csv, testing::StartsWith("place,effect,low,high,outcome,auxiliary_weight,"));
  double before = -100.0;
  int settings = 0;
  for (size_t at = csv.find('\n') + 1; at < csv.size(); at = csv.find('\n', at) + 1) {
    const size_t comma = csv.find(',', at);
    const double effect = std::stod(csv.substr(comma + 1));
    EXPECT_GE(effect, before);
    before = effect;
    EXPECT_EQ(std::stoi(csv.substr(at)), ++settings);
  }
  EXPECT_EQ(settings, 156);
}

TEST(MultiverseChapter, InverseQuestion) {
  Report without;
  EXPECT_THAT(Page(InputOf(ByEpochs()), without),
              HasSubstr("So **not even the nearest** setting gives"));
  // One combination of levels, which the design has, is the report's as captioned.
  const measurements::Grid any = MadePairsGrid(AddingEverywhere(0, 0, 0));
  Coded planted;
  for (size_t c = 0; c < any.choices.size(); ++c) {
    const double last = static_cast<double>(any.choices[c].levels.size()) - 1.0;
    planted.push_back(2.0 * any.settings[11].levels[c] / last - 1.0);
  }
  const measurements::Multiverse made =
      MadeMultiverse({MadePairsGrid([&](const Coded& coded, int cell) {
        return coded == planted ? PrintedOf(cell, Reading::kCaptioned).mean / 100.0 : 0.9;
      })});
  Report report;
  const std::string page = Page(InputOf(made), report);
  EXPECT_THAT(page, HasSubstr(", as captioned: "));
  EXPECT_THAT(page, HasSubstr("` may be the report's."));
  EXPECT_EQ(report.numbers["multiverse-inverse"][0]["setting"], any.settings[11].overrides);
}

TEST(MultiverseChapter, TenSeeds) {
  Report report;
  Page(InputOf(ByEpochs()), report);
  const auto& table = report.numbers["multiverse-ten-seeds"];
  EXPECT_EQ(table.size(), 17u);
  EXPECT_EQ(table[5]["claim"], "sharing-improves");
  EXPECT_GT(table[5]["read_as_the_report"], 150);
  EXPECT_GT(table[5]["tested_as_the_report"], 150);
  // It is read and tested as the report says where there are many epochs.
  EXPECT_GT(table[2]["tested_as_the_report"], 40);
  EXPECT_GT(table[2]["tested_opposite"], 40);
}

}  // namespace
}  // namespace tenfold::reports
