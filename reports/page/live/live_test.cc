#include "reports/page/live/live.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "nlohmann/json.hpp"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Expectation Disc() { return {"disc", "paper", {"depth-3", "depth-4"}}; }

RunRecord Record(const std::string& setting, int64_t seed) {
  RunRecord record = MakeRecord(setting, seed);
  record.hyperparameters = {{"epochs", 2}, {"points", 10}, {"batch_size", 5}};
  return record;
}

LiveTraining LiveOf(std::vector<RunRecord> records) {
  return MakeLiveTraining(*RunSet::Create(std::move(records), {Disc()}));
}

// What the page's script reads.
nlohmann::ordered_json DataOf(const LiveTraining& live) {
  const std::string begin = "id=\"live-data\">";
  const size_t at = live.section.find(begin) + begin.size();
  return nlohmann::ordered_json::parse(
      live.section.substr(at, live.section.find("</script>", at) - at));
}

TEST(LiveTraining, HasThePublishedDigests) {
  const std::vector<RunRecord> records = {
      Record("disc/paper/depth-3/simd", 0),   Record("disc/paper/depth-3/simd", 12),
      Record("disc/paper/depth-4/simd", 1),   Record("disc/paper/depth-3/libtorch", 5),
      Record("disc/paper/depth-4/simd", 500), Record("disc/paper,epochs=3/depth-3/simd", 7)};
  const nlohmann::ordered_json data = DataOf(LiveOf(records));
  EXPECT_EQ(data["preset"], "disc/paper");
  EXPECT_EQ(data["hyperparameters"]["points"], 10);
  ASSERT_EQ(data["runs"].size(), 2u);
  ASSERT_EQ(data["runs"]["depth-3"].size(), 2u);
  EXPECT_EQ(data["runs"]["depth-3"]["0"]["digest"], records[0].weights_digest);
  EXPECT_EQ(data["runs"]["depth-3"]["0"]["dataset_digest"], records[0].dataset_digest);
  EXPECT_EQ(data["runs"]["depth-3"]["0"]["train_loss"], records[0].train_loss);
  EXPECT_EQ(data["runs"]["depth-3"]["0"]["first_losses"], records[0].first_losses);
  EXPECT_EQ(data["runs"]["depth-3"]["12"]["digest"], records[1].weights_digest);
  EXPECT_FALSE(data["runs"]["depth-3"]["12"].contains("train_loss"));
  EXPECT_EQ(data["runs"]["depth-4"].size(), 1u);
}

TEST(LiveTraining, ReferenceStandsForSimd) {
  const RunRecord record = Record("disc/paper/depth-3/reference", 3);
  EXPECT_EQ(DataOf(LiveOf({record}))["runs"]["depth-3"]["3"]["digest"], record.weights_digest);
}

TEST(LiveTraining, IsEmptyWithoutSuchRuns) {
  for (const char* setting : {"disc/paper/depth-3/libtorch", "disc/best/depth-3/simd"}) {
    const LiveTraining live = LiveOf({Record(setting, 0)});
    EXPECT_EQ(live.section + live.style + live.script, "") << setting;
  }
}

TEST(LiveTraining, IsHiddenUntilItsScriptRuns) {
  EXPECT_THAT(LiveOf({Record("disc/paper/depth-3/simd", 0)}).section,
              testing::StartsWith("<div id=\"live\" role=\"region\" aria-labelledby=\"live-title\" "
                                  "hidden>"));
}

// What a record holds stays data.
TEST(LiveTraining, HostileRecordsEndNoScript) {
  RunRecord record = Record("disc/paper/depth-3/simd", 0);
  record.hyperparameters["labels"] = "</script><script>alert(1)</script>";
  const LiveTraining live = LiveOf({record});
  EXPECT_THAT(live.section, Not(HasSubstr("<script>")));
  EXPECT_EQ(DataOf(live)["hyperparameters"]["labels"], record.hyperparameters["labels"]);
}

}  // namespace
}  // namespace tenfold::reports
