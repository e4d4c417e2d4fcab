#include "reports/input/engine_pair.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::DoubleEq;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;

class EnginePairs : public testing::Test {
 protected:
  std::vector<EnginePair> Pairs(std::vector<RunRecord> records) {
    runs_.emplace(*RunSet::Create(std::move(records)));
    return MakeEnginePairs(*runs_);
  }

  std::optional<RunSet> runs_;  // that the pairs point into
};

RunRecord Depth4(const std::string& engine, int seed) {
  RunRecord record = MakeRecord("disc/paper/depth-4/" + engine, seed);
  record.first_losses = {1.0, 0.5};
  return record;
}

TEST_F(EnginePairs, MainEngineFirstThenAllOtherPairs) {
  std::vector<RunRecord> records;
  for (const char* engine : {"eigen", "libtorch", "onednn", "simd"})
    records.push_back(Depth4(engine, 0));
  std::vector<std::string> names;
  for (const EnginePair& pair : Pairs(records))
    names.push_back(pair.SettingName() + " " + pair.a.engine + " " + pair.b.engine);
  EXPECT_THAT(names, ElementsAre("disc depth-4 simd eigen", "disc depth-4 simd libtorch",
                                 "disc depth-4 simd onednn", "disc depth-4 eigen libtorch",
                                 "disc depth-4 eigen onednn", "disc depth-4 libtorch onednn"));
}

TEST_F(EnginePairs, NothingInCommonIsNoPair) {
  EXPECT_THAT(Pairs(MakeCompleteRecords("eigen")), IsEmpty());
  EXPECT_THAT(Pairs({Depth4("eigen", 0), Depth4("simd", 1)}), IsEmpty());
}

// Seed 1 is missing with one engine, seed 2 diverged with one, seed 3 with both.
TEST_F(EnginePairs, TakesTheSeedsThatBothHave) {
  std::vector<RunRecord> records;
  for (int seed = 0; seed < 5; ++seed) {
    records.push_back(Depth4("simd", seed));
    if (seed == 3) Diverge(records.back());
    if (seed == 1) continue;
    records.push_back(Depth4("eigen", seed));
    if (seed == 2 || seed == 3) Diverge(records.back());
  }
  const std::vector<EnginePair> pairs = Pairs(records);
  ASSERT_EQ(pairs.size(), 1u);
  ASSERT_EQ(pairs[0].runs.size(), 2u);
  EXPECT_EQ(pairs[0].runs[1].first->run_id, "disc/paper/depth-4/simd/seed-04");
  EXPECT_EQ(pairs[0].runs[1].second->run_id, "disc/paper/depth-4/eigen/seed-04");
  EXPECT_THAT(pairs[0].diverged_with_one, ElementsAre(2));
}

TEST_F(EnginePairs, Differences) {
  std::vector<RunRecord> records = {Depth4("simd", 0), Depth4("simd", 1), Depth4("eigen", 0),
                                    Depth4("eigen", 1)};
  records[2].first_losses[1] = 0.4;
  records[2].weights_digest = "other";
  *records[2].test_accuracy += 0.04;  // 0.94 beside 0.90; seed 1 has 0.91
  const std::vector<EnginePair> pairs = Pairs(records);
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0].Identical(), 1);
  EXPECT_THAT(pairs[0].LossDifferences(), ElementsAre(DoubleEq(0.2), 0.0));
  EXPECT_THAT(pairs[0].AccuracyDifferences(), ElementsAre(DoubleNear(0.04, 1e-12), 0.0));
  EXPECT_EQ(ComparedSteps({&pairs[0]}), 2u);
  EXPECT_THAT(LossDifferencesOfStep({&pairs[0]}, 1), ElementsAre(DoubleEq(0.2), 0.0));
  EXPECT_THAT(LossDifferencesOfStep({&pairs[0]}, 2), IsEmpty());
}

}  // namespace
}  // namespace tenfold::reports
