#include "benchmarks/session/growth_map.h"

#include <cmath>

#include "gtest/gtest.h"

namespace tenfold::benchmarks {
namespace {

TEST(CrossoverTest, BetweenTwoWidths) {
  EXPECT_NEAR(*Crossover({100, 400}, {2.0, 0.5}), 200.0, 1e-9);
  EXPECT_NEAR(*Crossover({10, 100, 1000}, {3.0, 1.0, 0.1}), 100.0, 1e-9);
  EXPECT_FALSE(Crossover({10, 100}, {3.0, 1.5}).has_value());
  EXPECT_FALSE(Crossover({10, 100}, {0.5, 0.4}).has_value());
  EXPECT_FALSE(Crossover({}, {}).has_value());
}

measurements::MapCell Cell(int64_t batch_size, int64_t width, int64_t seeds,
                           std::optional<double> ratio) {
  measurements::MapCell cell = {batch_size, width, seeds, {}};
  if (ratio.has_value()) cell.ratio.ratio = statistics::Interval{*ratio, *ratio, *ratio};
  return cell;
}

TEST(CrossoversTest, ByBatchAndSeeds) {
  std::vector<measurements::MapCell> map;
  for (int width : {256, 512, 1024}) {
    map.push_back(Cell(10, width, 1, 400.0 / width));
    map.push_back(Cell(100, width, 1, 2.0));
    map.push_back(Cell(10, width, 10, 0.5));
    map.push_back(Cell(100, width, 10, {}));  // disturbed
  }
  const std::vector<measurements::Crossover> crossovers = Crossovers(map);
  ASSERT_EQ(crossovers.size(), 3);
  EXPECT_NEAR(*crossovers[0].width, 400.0, 1e-6);
  EXPECT_FALSE(crossovers[0].from_the_start);
  EXPECT_FALSE(crossovers[1].width.has_value());
  EXPECT_FALSE(crossovers[1].from_the_start);
  EXPECT_EQ(crossovers[2].seeds, 10);
  EXPECT_TRUE(crossovers[2].from_the_start);
}

}  // namespace
}  // namespace tenfold::benchmarks
