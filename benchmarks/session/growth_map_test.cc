#include "benchmarks/session/growth_map.h"

#include <cmath>

#include "gtest/gtest.h"

namespace tenfold {
namespace {

using nlohmann::ordered_json;

TEST(CrossoverTest, BetweenTwoWidths) {
  EXPECT_NEAR(*Crossover({100, 400}, {2.0, 0.5}), 200.0, 1e-9);
  EXPECT_NEAR(*Crossover({10, 100, 1000}, {3.0, 1.0, 0.1}), 100.0, 1e-9);
  EXPECT_FALSE(Crossover({10, 100}, {3.0, 1.5}).has_value());
  EXPECT_FALSE(Crossover({10, 100}, {0.5, 0.4}).has_value());
  EXPECT_FALSE(Crossover({}, {}).has_value());
}

TEST(CrossoversJsonTest, ByBatchAndSeeds) {
  ordered_json map = ordered_json::array();
  for (int width : {256, 512, 1024}) {
    map.push_back({{"batch_size", 10}, {"width", width}, {"seeds", 1}, {"ratio", 400.0 / width}});
    map.push_back({{"batch_size", 100}, {"width", width}, {"seeds", 1}, {"ratio", 2.0}});
    map.push_back({{"batch_size", 10}, {"width", width}, {"seeds", 10}, {"ratio", 0.5}});
    map.push_back({{"batch_size", 100}, {"width", width}, {"seeds", 10}});  // disturbed
  }
  const ordered_json crossovers = CrossoversJson(map);
  ASSERT_EQ(crossovers.size(), 3);
  EXPECT_NEAR(crossovers[0]["width"].get<double>(), 400.0, 1e-6);
  EXPECT_FALSE(crossovers[0]["from_the_start"].get<bool>());
  EXPECT_TRUE(crossovers[1]["width"].is_null());
  EXPECT_FALSE(crossovers[1]["from_the_start"].get<bool>());
  EXPECT_EQ(crossovers[2]["seeds"], 10);
  EXPECT_TRUE(crossovers[2]["from_the_start"].get<bool>());
}

}  // namespace
}  // namespace tenfold
