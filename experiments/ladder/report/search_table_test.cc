#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "experiments/ladder/report/parts.h"
#include "experiments/ladder/search_space.h"
#include "reports/parts/report.h"
#include "reports/testing/plain.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

// The networks at the bottom of the ladders.
const std::vector<Expectation> kReportsOwn = {
    {"pairs", "paper", {"cnn-shared-aux", "cnn-shared", "mlp-shared-aux"}},
    {"disc", "paper", {"depth-3", "depth-4"}}};

using testing::HasSubstr;
using testing::Not;

constexpr char kPage[] =
    "{{#SEARCH}}{{#SPACE}}{{NAME}} from {{SETTING}}: {{TRIED}} tried of {{CANDIDATES}}, "
    "{{LEFT_OUT}} "
    "left out; {{STAGES}}\n{{#DIMENSION}}{{NAME}}: {{VALUES}}\n{{/DIMENSION}}{{TABLE}}{{/SPACE}}"
    "{{/SEARCH}}";

std::string MakePage(std::vector<RunRecord> records, Report& report) {
  EXPECT_TRUE(AddSearch({*RunSet::Create(std::move(records)), ""}, report).ok());
  return Plain(Expand(kPage, report.page));
}

const ladder::SearchSpace& Space(absl::string_view name) {
  const auto& spaces = ladder::SearchSpaces();
  return *std::find_if(spaces.begin(), spaces.end(),
                       [&](const auto& space) { return space.name == name; });
}

// `seeds` runs of a candidate, all as good.
void Try(const ladder::SearchSpace& space, const std::string& changes, int seeds, double accuracy,
         std::vector<RunRecord>& records) {
  std::string overrides = ladder::kHeldOut;
  for (const std::string& more : {changes, space.setting.overrides}) {
    if (!more.empty()) overrides += "," + more;
  }
  for (int i = 0; i < seeds; ++i) {
    records.push_back(MakeRecord(space.setting.experiment + "/" + space.setting.preset + "," +
                                     overrides + "/" + space.setting.variant + "/simd",
                                 ladder::kFirstSearchSeed + i));
    records.back().test_accuracy = accuracy;
  }
}

TEST(SearchTable, WhatStayedAndWhichWasChosen) {
  const ladder::SearchSpace& space = Space("sprint");
  const int first = space.stages.front().seeds, last = space.stages.back().seeds;
  ASSERT_GT(last, first + 1);
  std::vector<RunRecord> records = MakeCompleteRecords("simd", kReportsOwn);
  Try(space, "batch_size=7", last, 0.98, records);
  Try(space, "batch_size=8", last, 0.97, records);
  Try(space, "batch_size=9,width=3", first + 1, 0.99, records);
  Try(space, "batch_size=10", first, 0.9, records);
  Report report;
  const std::string page = MakePage(records, report);
  EXPECT_THAT(page, HasSubstr("sprint from pairs/start"));
  EXPECT_THAT(page, HasSubstr(": 4 tried of " + std::to_string(space.candidates) + ", 1 left out"));
  EXPECT_THAT(page, HasSubstr("weight decay: *as the setting has it*; "));
  const std::string runs = std::to_string(last);
  EXPECT_THAT(page, HasSubstr("=7 | " + runs + " | 0.9800 ± 0.0000 | **chosen** |"));
  EXPECT_THAT(page, HasSubstr("=8 | " + runs + " | 0.9700 ± 0.0000 | |"));
  EXPECT_THAT(page, HasSubstr(", width=3 | " + std::to_string(first + 1) + " | 0.9900"));
  EXPECT_THAT(page, Not(HasSubstr("=10 |")));
  ASSERT_EQ(report.numbers["search"].size(), 4u);
  EXPECT_EQ(report.numbers["search"][0]["changes"], "batch_size=7");
  EXPECT_EQ(report.numbers["search"][0]["chosen"], true);
  EXPECT_EQ(report.numbers["search"][3]["held_out_mean"], 0.9);
}

// Until the last stage is over nothing is chosen.
TEST(SearchTable, NothingIsChosenBeforeTheEnd) {
  const ladder::SearchSpace& space = Space("sprint");
  std::vector<RunRecord> records;
  Try(space, "batch_size=7", space.stages.front().seeds + 1, 0.98, records);
  Report report;
  EXPECT_THAT(MakePage(records, report), Not(HasSubstr("chosen")));
}

// Spaces of one variant differ by what they fix; each has its own candidates.
TEST(SearchTable, ASpaceHasItsOwnCandidates) {
  std::vector<RunRecord> records;
  for (const ladder::SearchSpace& space : ladder::SearchSpaces()) {
    Try(space, "batch_size=7", space.stages.back().seeds, 0.98, records);
  }
  Report report;
  MakePage(records, report);
  std::vector<std::string> names, expected;
  for (const auto& row : report.numbers["search"]) {
    names.push_back(row["space"]);
    EXPECT_EQ(row["changes"], "batch_size=7");
  }
  for (const ladder::SearchSpace& space : ladder::SearchSpaces()) expected.push_back(space.name);
  EXPECT_THAT(names, testing::UnorderedElementsAreArray(expected));
}

TEST(SearchTable, NothingWithoutASearch) {
  Report report;
  EXPECT_EQ(MakePage(MakeCompleteRecords("simd", kReportsOwn), report), "");
  EXPECT_TRUE(report.numbers.empty());
}

}  // namespace
}  // namespace tenfold::reports
