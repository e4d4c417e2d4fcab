#include "experiments/multiverse/report/inverse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>
#include <string>

#include "experiments/multiverse/report/pair_parts.h"
#include "experiments/multiverse/report/testing/made_grid.h"

namespace tenfold::reports {
namespace {

// Cells with ten seeds each: means and standard deviations by cell.
statistics::FactorialCells Made(const std::function<double(int)>& mean,
                                const std::function<double(int)>& std, int seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<double> noise;
  statistics::FactorialCells cells;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    for (size_t i = 0; i < kSeedsOfSetting; ++i)
      cells[cell].push_back(mean(cell) + std(cell) * noise(generator));
  }
  return cells;
}

// Settings that are off by 0.04 but for one, which is the report's as headed.
std::vector<NamedCells> Grid(bool planted) {
  std::vector<NamedCells> grid;
  for (int i = 0; i < 40; ++i) {
    const double off = planted && i == 17 ? 0.0 : 0.04;
    grid.push_back(
        {"setting " + std::to_string(i),
         Made([&](int cell) { return PrintedOf(cell, Reading::kHeaded).mean / 100.0 + off; },
              [](int) { return 0.015; }, i)});
  }
  return grid;
}

TEST(Inverse, FindsThePlantedSetting) {
  const std::vector<NamedCells> grid = Grid(/*planted=*/true);
  const std::vector<Candidate> candidates = CandidatesOf(grid, grid);
  EXPECT_EQ(candidates.size(), 80u);
  for (statistics::ChiSquared Misfit::* by : {&Misfit::means, &Misfit::all}) {
    const std::vector<Candidate> nearest = Nearest(candidates, by);
    EXPECT_EQ(nearest[0].name, "setting 17");
    EXPECT_EQ(nearest[0].reading, Reading::kHeaded);
    EXPECT_GT((nearest[0].tested.*by).p(), 0.05);
    EXPECT_LT((nearest[2].tested.*by).p(), 0.001);
  }
  EXPECT_EQ(candidates[0].tested.means.degrees, 8);
  EXPECT_EQ(candidates[0].tested.all.degrees, 16);
}

TEST(Inverse, NoneWhereThereIsNone) {
  const std::vector<NamedCells> grid = Grid(/*planted=*/false);
  const Candidate nearest = Nearest(CandidatesOf(grid, grid), &Misfit::all)[0];
  EXPECT_LT(nearest.tested.all.p(), 0.001);
}

// Whatever the first half says, the other half tests.
TEST(Inverse, ChosenByLuckFailsTheTest) {
  std::vector<NamedCells> grid = Grid(/*planted=*/false);
  const statistics::FactorialCells report = Grid(/*planted=*/true)[17].cells;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    for (size_t i = 0; i < kFirstTestedSeed; ++i) grid[5].cells[cell][i] = report[cell][i];
  }
  const Candidate nearest = Nearest(CandidatesOf(grid, grid), &Misfit::means)[0];
  EXPECT_EQ(nearest.name, "setting 5");
  EXPECT_GT(nearest.chosen.means.p(), 0.05);
  EXPECT_LT(nearest.tested.means.p(), 0.001);
}

// By hand. All variances are 0.0001, so the prior has infinitely many degrees, and is above them by
// exp(log(2) - digamma(2)): what the mean logarithm of a variance of five values lacks.
TEST(Inverse, Variances) {
  statistics::FactorialCells cells;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    const double mean = PrintedOf(cell, Reading::kHeaded).mean / 100.0 + (cell == 0 ? 0.01 : 0.0);
    for (int half = 0; half < 2; ++half) {
      for (double sign : {-1.0, -1.0, 0.0, 1.0, 1.0}) cells[cell].push_back(mean + 0.01 * sign);
    }
  }
  const double variance = 1e-4 * 2.0 * std::exp(-0.42278433509846713);
  const std::vector<NamedCells> grid = {{"a", cells}, {"b", cells}};
  const Misfit misfit = CandidatesOf(grid, grid)[0].tested;
  const double of_mean = variance / 10 + 1e-4 / 12 + variance / 5;
  EXPECT_NEAR(misfit.means.value, 1e-4 / of_mean, 1e-6);
  double spreads = 0.0;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    const double difference = 0.01 - PrintedOf(cell, Reading::kHeaded).std / 100.0;
    spreads += difference * difference / (variance / 18 + 1e-4 / 12 + variance / 8);
  }
  EXPECT_NEAR(misfit.all.value, misfit.means.value + spreads, 1e-6);
}

TEST(Inverse, SettingsWithFewerSeedsAreLeftOut) {
  std::vector<NamedCells> grid = Grid(/*planted=*/true);
  for (std::vector<double>& cell : grid[17].cells) cell.pop_back();
  EXPECT_EQ(CandidatesOf(grid, grid).size(), 78u);
}

}  // namespace
}  // namespace tenfold::reports
