#include "experiments/ladder/report/parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "experiments/ladder/rungs.h"
#include "experiments/ladder/search_space.h"
#include "reports/parts/report.h"
#include "reports/testing/plain.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

// The networks at the bottom of the ladders.
const std::vector<Expectation> kReportsOwn = {
    {"pairs", "paper", {"cnn-shared-aux", "cnn-shared", "mlp-shared-aux"}},
    {"disc", "paper", {"depth-3", "depth-4"}}};

std::string AimsPage(std::vector<RunRecord> records) {
  Report report;
  EXPECT_TRUE(AddAims({*RunSet::Create(std::move(records)), ""}, report).ok());
  return Plain(Expand("{{#AIMS}}{{TABLE}}{{/AIMS}}", report.page));
}

// Seeds 0 to 29 with accuracies from `least` to `least` + 0.009, and one more that does not count.
std::vector<RunRecord> Runs(const std::string& setting, double least) {
  std::vector<RunRecord> records;
  for (int seed = 0; seed <= 30; ++seed) {
    records.push_back(MakeRecord(setting, seed));
    records.back().test_accuracy = seed == 30 ? 0.1 : least + 0.001 * (seed % 10);
  }
  return records;
}

TEST(AimsTable, MeanAndLeastHaveToBeReached) {
  const std::string disc = "disc/best/depth-4/simd";
  EXPECT_THAT(AimsPage(Runs(disc, 0.985)),
              HasSubstr("| disc, four hidden layers | mean 0.987, no run below 0.97 | 0.9895 ± "
                        "0.0029 (n = 30) | 0.985 | 0.50 | yes |"));
  EXPECT_THAT(AimsPage(Runs(disc, 0.982)), HasSubstr("| 0.982 | 0.50 | **no** |"));
  std::vector<RunRecord> records = Runs(disc, 0.99);
  records[7].test_accuracy = 0.969;
  EXPECT_THAT(AimsPage(records), HasSubstr("| 0.969 | 0.50 | **no** |"));
  // 29 of 30 decide nothing, whether one is missing or diverged.
  Diverge(records[7]);
  EXPECT_THAT(AimsPage(records), HasSubstr("(n = 29 of 30: diverged seed 7)"));
  EXPECT_THAT(AimsPage(records), HasSubstr("| 0.990 | 0.50 | – |"));
}

TEST(AimsTable, SprintHasToBeFastToo) {
  std::vector<RunRecord> records = Runs("pairs/sprint/cnn-shared-aux/simd", 0.98);
  EXPECT_THAT(AimsPage(records), HasSubstr("mean 0.980, under 1 s | 0.9845"));
  EXPECT_THAT(AimsPage(records), HasSubstr("| 0.50 | yes |"));
  for (RunRecord& record : records) record.timing["training_time_s"] = 1.5;
  EXPECT_THAT(AimsPage(records), HasSubstr("| 1.50 | **no** |"));
  for (RunRecord& record : records) record.timing.clear();
  EXPECT_THAT(AimsPage(records), HasSubstr("| – | – |"));
}

TEST(AimsTable, NothingWithoutSuchRuns) {
  EXPECT_EQ(AimsPage(MakeCompleteRecords("simd", kReportsOwn)), "");
}

constexpr char kLaddersPage[] =
    "{{#LADDERS}}{{ENGINE}}\n{{#LADDER}}{{TITLE}}\n{{RUNGS}}{{#ABLATIONS}}{{TABLE}}{{/ABLATIONS}}"
    "{{/LADDER}}{{/LADDERS}}";

std::string LaddersPage(std::vector<RunRecord> records, Report& report) {
  EXPECT_TRUE(AddLadders({*RunSet::Create(std::move(records)), ""}, report).ok());
  return Plain(Expand(kLaddersPage, report.page));
}

// Seeds 0 to n - 1 of a setting, each about `more` better than MakeRecord makes it.
void Add(const std::string& setting, int n, double more, std::vector<RunRecord>& records) {
  for (int seed = 0; seed < n; ++seed) {
    records.push_back(MakeRecord(setting, seed));
    *records.back().test_accuracy += more * (1 + 0.01 * (seed % 2));
  }
}

std::vector<RunRecord> DiscLadder() {
  std::vector<RunRecord> records;
  Add("disc/paper/depth-4/simd", 30, -0.5, records);
  Add("disc/paper,labels=plus-minus-one/depth-4/simd", 30, -0.45, records);
  Add("disc/paper,labels=plus-minus-one,schedule=cosine/depth-4/simd", 30, -0.35, records);
  Add("disc/best/depth-4/simd", 30, -0.1, records);
  Add("disc/symmetric/depth-4/simd", 30, 0.0, records);
  Add("disc/symmetric,symmetry=flips/depth-4/simd", 30, -0.001, records);
  return records;
}

TEST(LadderTables, EachRungBesideTheOneBefore) {
  Report report;
  const std::string page = LaddersPage(DiscLadder(), report);
  EXPECT_THAT(page, HasSubstr("simd\nDisc, four hidden layers\n"));
  EXPECT_THAT(page, HasSubstr("a constant rate | 0.4425 ± 0.0289 (n = 30) | – | 0.50 |"));
  EXPECT_THAT(page, HasSubstr("(n = 30) | +10.05 [+10.03, +10.07] | 0.50 |"));
  // A rung without runs says so, and nothing is said of what the next one adds.
  EXPECT_THAT(page,
              HasSubstr("| 4. inputs from -1 to 1 | – (n = 0 of 30: missing seeds 0-29) | – |"));
  EXPECT_THAT(page, HasSubstr("| 6. Nesterov momentum | 0.8445 ± 0.0291 (n = 30) | – |"));
  EXPECT_EQ(report.numbers["ladder"][2]["n_paired"], 30);
  EXPECT_EQ(report.numbers["ladder"][2]["setting"],
            "disc/paper,labels=plus-minus-one,schedule=cosine/depth-4/simd");
  EXPECT_THAT(page, Not(HasSubstr("CNN")));
}

// Seeds count with the same data alone.
TEST(LadderTables, PairsBySeedAndData) {
  std::vector<RunRecord> records = DiscLadder();
  for (RunRecord& record : records) {
    if (record.preset == "symmetric" && record.seed >= 20) record.dataset_digest = "other";
  }
  Remove("disc/best/depth-4/simd/seed-03", records);
  Report report;
  const std::string page = LaddersPage(records, report);
  EXPECT_THAT(page, HasSubstr("(n = 29 of 30: missing seed 3)"));
  EXPECT_EQ(report.numbers["ladder"][6]["n_paired"], 19);
  // A difference over other seeds than the mean beside it says so.
  EXPECT_THAT(page, HasSubstr("] (n = 19) | 0.50 |"));
}

TEST(LadderTables, AblationsBesideTheTop) {
  std::vector<RunRecord> records = DiscLadder();
  Add("disc/symmetric,momentum=0.0,nesterov=false/depth-4/simd", 2, -0.2, records);
  Report report;
  const std::string page = LaddersPage(records, report);
  EXPECT_THAT(page, HasSubstr("(n = 30) | -0.10 [-0.10, -0.10] | < 0.0001 | 0.50 |"));
  // With two seeds there is no p-value: none could be small.
  EXPECT_THAT(page, HasSubstr("| without momentum | 0.7040"));
  EXPECT_TRUE(report.numbers["ladder-ablations"][3]["holm_p"].is_null());
  EXPECT_TRUE(report.numbers["ladder-ablations"][0]["holm_p"].is_null());
}

// The report's own networks are at the bottom of every ladder: they alone are none.
TEST(LadderTables, NothingWithoutATop) {
  Report report;
  EXPECT_EQ(LaddersPage(MakeCompleteRecords("simd", kReportsOwn), report), "");
  EXPECT_TRUE(report.numbers.empty());
}

// Two seeds of every rung of the ladders but the second rung of the MLP.
std::vector<RunRecord> Climbed() {
  std::vector<RunRecord> records;
  for (const ladder::Ladder& ladder : ladder::Ladders()) {
    if (ladder.name != "cnn" && ladder.name != "mlp") continue;
    for (const ladder::Rung& rung : ladder.rungs) {
      if (ladder.name == "mlp" && &rung == &ladder.rungs[1]) continue;
      const ladder::Setting& setting = rung.setting;
      const std::string overrides =
          setting.overrides.empty() ? std::string() : "," + setting.overrides;
      for (int seed : {0, 1}) {
        records.push_back(MakeRecord(
            "pairs/" + setting.preset + overrides + "/" + setting.variant + "/simd", seed));
      }
    }
  }
  return records;
}

TEST(LadderFigure, APlaceForEachRungAndALadderForEachModel) {
  Report report;
  ASSERT_TRUE(AddLadderFigure({*RunSet::Create(Climbed()), ""}, report).ok());
  const std::string &csv = report.files["figures/ladder.csv"],
                    &script = report.files["figures/ladder.gp"];
  EXPECT_THAT(csv, HasSubstr("\ncnn,1,the report's network,2,9.5,"));
  EXPECT_THAT(csv, HasSubstr("\ncnn,2,"));
  EXPECT_THAT(csv, HasSubstr("\nmlp,1,"));
  EXPECT_THAT(csv, Not(HasSubstr("\nmlp,2,")));
  EXPECT_THAT(csv, HasSubstr("\nmlp,3,"));
  EXPECT_THAT(script, HasSubstr("\"1. the report's network\" 1, \"2. "));
  const std::string rungs = std::to_string(ladder::Ladders()[0].rungs.size());
  EXPECT_THAT(script, HasSubstr("rungs = " + rungs + "\n"));
  EXPECT_EQ(Expand("{{#LADDER_FIGURE}}{{NAME}}{{/LADDER_FIGURE}}", report.page), "ladder");
}

TEST(LadderFigure, NothingWithoutATop) {
  Report report;
  ASSERT_TRUE(
      AddLadderFigure({*RunSet::Create(MakeCompleteRecords("simd", kReportsOwn)), ""}, report)
          .ok());
  EXPECT_TRUE(report.figures.empty());
}

constexpr char kSearchPage[] =
    "{{#SEARCH}}{{#SPACE}}{{NAME}} from {{SETTING}}: {{TRIED}} tried of {{CANDIDATES}}, "
    "{{LEFT_OUT}} "
    "left out; {{STAGES}}\n{{#DIMENSION}}{{NAME}}: {{VALUES}}\n{{/DIMENSION}}{{TABLE}}{{/SPACE}}"
    "{{/SEARCH}}";

std::string SearchPage(std::vector<RunRecord> records, Report& report) {
  EXPECT_TRUE(AddSearch({*RunSet::Create(std::move(records)), ""}, report).ok());
  return Plain(Expand(kSearchPage, report.page));
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
  const std::string page = SearchPage(records, report);
  EXPECT_THAT(page, HasSubstr("sprint from pairs/start"));
  EXPECT_THAT(page, HasSubstr(": 4 tried of " + std::to_string(space.candidates) + ", 1 left out"));
  EXPECT_THAT(page, HasSubstr("weight decay: *as the setting has it*; "));
  const std::string runs = std::to_string(last);
  EXPECT_THAT(page, HasSubstr("=7 | " + runs + " | 0.9800 ± 0.0000 | **chosen** |"));
  // What the preset took has its row, tried or not.
  EXPECT_THAT(page, HasSubstr("weight_decay=0.05 | – | – | taken by `sprint` |"));
  EXPECT_THAT(page, HasSubstr("=8 | " + runs + " | 0.9700 ± 0.0000 | |"));
  EXPECT_THAT(page, HasSubstr(", width=3 | " + std::to_string(first + 1) + " | 0.9900"));
  EXPECT_THAT(page, Not(HasSubstr("=10 |")));
  ASSERT_EQ(report.numbers["search"].size(), 4u);
  EXPECT_EQ(report.numbers["search"][0]["changes"], "batch_size=7");
  EXPECT_EQ(report.numbers["search"][0]["chosen"], true);
  EXPECT_EQ(report.numbers["search"][3]["held_out_mean"], 0.9);
}

// The candidate that the preset took is shown although others got further.
TEST(SearchTable, WhatThePresetTook) {
  const ladder::SearchSpace& space = Space("cnn");
  std::vector<RunRecord> records;
  Try(space, "batch_size=7", space.stages.back().seeds, 0.98, records);
  Try(space, space.taken, space.stages.front().seeds, 0.97, records);
  Report report;
  const std::string page = SearchPage(records, report);
  EXPECT_THAT(page, HasSubstr("0.9800 ± 0.0000 | **chosen** |"));
  EXPECT_THAT(page, HasSubstr("| " + std::to_string(space.stages.front().seeds) +
                              " | 0.9700 ± 0.0000 | taken by `best` |"));
  EXPECT_EQ(report.numbers["search"][1]["taken"], true);
}

// Until the last stage is over nothing is chosen.
TEST(SearchTable, NothingIsChosenBeforeTheEnd) {
  const ladder::SearchSpace& space = Space("sprint");
  std::vector<RunRecord> records;
  Try(space, "batch_size=7", space.stages.front().seeds + 1, 0.98, records);
  Report report;
  EXPECT_THAT(SearchPage(records, report), Not(HasSubstr("chosen")));
}

// Spaces of one variant differ by what they fix; each has its own candidates.
TEST(SearchTable, ASpaceHasItsOwnCandidates) {
  std::vector<RunRecord> records;
  for (const ladder::SearchSpace& space : ladder::SearchSpaces()) {
    Try(space, "batch_size=7", space.stages.back().seeds, 0.98, records);
  }
  Report report;
  SearchPage(records, report);
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
  EXPECT_EQ(SearchPage(MakeCompleteRecords("simd", kReportsOwn), report), "");
  EXPECT_TRUE(report.numbers.empty());
}

}  // namespace
}  // namespace tenfold::reports
