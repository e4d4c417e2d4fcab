#include "reports/page/runs_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "reports/parts/runs_link.h"
#include "reports/questions.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string Make(std::vector<RunRecord> records) {
  Report report;
  EXPECT_TRUE(
      AddRunsPage({*RunSet::Create(std::move(records), ExpectationsOf(Questions())), ""}, report)
          .ok());
  return report.files.at("RUNS.md");
}

TEST(RunsPage, EntryHasCommandAndRuns) {
  std::vector<RunRecord> records = MakeCompleteRecords("libtorch", ExpectationsOf(Questions()));
  Remove("pairs/paper/mlp/libtorch/seed-03", records);
  Diverge(records[5]);
  const std::string page = Make(std::move(records));
  EXPECT_THAT(page, HasSubstr("\n## pairs/paper/mlp/libtorch\n\n"
                              "    ./bazelw run //baselines:pairs -- --preset=paper --variants=mlp "
                              "--engines=libtorch --seeds=0-2,4-9\n\n"
                              "Runs: 9 of 10: missing seed 3.\n\n"
                              "| run     | train |  test | last loss | weights  |\n"));
  EXPECT_THAT(page, HasSubstr("\n| seed-04 | 0.950 | 0.940 |    0.2080 | weights4 |\n"));
  // Repeated with those that diverged.
  EXPECT_THAT(page, HasSubstr("--variants=cnn-shared-aux --engines=libtorch --seeds=0-9\n\nRuns: 9 "
                              "of 10: diverged seed 5.\n"));
  EXPECT_THAT(page, Not(HasSubstr("\n\n\n")));
}

TEST(RunsPage, ChangedHyperparametersAreInTheCommand) {
  const RunSet runs =
      *RunSet::Create({MakeRecord("pairs/paper,epochs=2,data=fashion/cnn/eigen", 7)});
  EXPECT_EQ(RerunCommand(runs.others().at(0)),
            "./bazelw run //experiments/pairs -- --preset=paper --set=epochs=2 "
            "--data_dir=path/to/fashion --variants=cnn --engines=eigen --seeds=7");
  const RunSet begun = *RunSet::Create(
      {MakeRecord("pairs/paper,initial_weights=sha256-0123456789abcdef/cnn/eigen", 7)});
  EXPECT_EQ(RerunCommand(begun.others().at(0)),
            "./bazelw run //experiments/pairs -- --preset=paper "
            "--initial_weights=path/to/sha256-0123456789abcdef --variants=cnn --engines=eigen "
            "--seeds=7");
}

// A link leads to a heading of the page.
TEST(RunsPage, LinksLead) {
  const RunSet runs = *RunSet::Create({MakeRecord("pairs/paper,epochs=2/cnn/eigen", 0)});
  EXPECT_EQ(CountLink(runs.others().at(0)), "[1](RUNS.md#pairspaperepochs2cnneigen)");
  EXPECT_THAT(Make({MakeRecord("pairs/paper,epochs=2/cnn/eigen", 0)}),
              HasSubstr("\n## pairs/paper,epochs=2/cnn/eigen\n"));
}

TEST(RunsPage, ManySeedsAreCut) {
  std::vector<RunRecord> records;
  for (int64_t seed = 0; seed < 12; ++seed)
    records.push_back(MakeRecord("disc/paper/depth-3/simd", seed));
  const std::string page = Make(std::move(records));
  EXPECT_THAT(page, HasSubstr("--seeds=0-11\n\nRuns: 12, of which the first 10 are shown.\n"));
  EXPECT_THAT(page, HasSubstr("seed-09"));
  EXPECT_THAT(page, Not(HasSubstr("seed-10")));
  EXPECT_THAT(page, HasSubstr("## disc/paper/depth-4/simd\n\nNo run is among the records.\n"));
}

}  // namespace
}  // namespace tenfold::reports
