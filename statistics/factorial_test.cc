#include "statistics/factorial.h"

#include <gtest/gtest.h>

#include <cmath>

#include "statistics/statistics.h"

namespace tenfold::statistics {
namespace {

// Box, Hunter and Hunter, Statistics for Experimenters (2nd ed., 2005), Table 5.2, the pilot plant:
// temperature, concentration and catalyst. Effects 23.0, -5.0, 1.5; TC 1.5, TK 10.0, CK 0.0, TCK
// 0.5.
TEST(FactorialContrast, PilotPlant) {
  const double yields[] = {60, 72, 54, 68, 52, 83, 45, 80};
  FactorialCells cells;
  for (int i = 0; i < kFactorCells; ++i) cells[i] = {yields[i]};
  const double expected[] = {23.0, -5.0, 1.5, 1.5, 10.0, 0.0, 0.5};  // T C TC K TK CK TCK
  const int bits[] = {1, 2, 3, 4, 5, 6, 7};
  EXPECT_DOUBLE_EQ(FactorialContrast(cells, bits[0])[0], expected[0]);
  EXPECT_DOUBLE_EQ(FactorialContrast(cells, bits[1])[0], expected[1]);
  EXPECT_DOUBLE_EQ(FactorialContrast(cells, bits[2])[0], expected[3]);
  EXPECT_DOUBLE_EQ(FactorialContrast(cells, bits[3])[0], expected[2]);
  EXPECT_DOUBLE_EQ(FactorialContrast(cells, bits[4])[0], expected[4]);
  EXPECT_DOUBLE_EQ(FactorialContrast(cells, bits[5])[0], expected[5]);
  EXPECT_DOUBLE_EQ(FactorialContrast(cells, bits[6])[0], expected[6]);
}

// Made of a main effect of 0.04 of factor 1 and an interaction of 0.02 of factors 0 and 2, with a
// level by seed that pairing removes.
TEST(FactorialEffects, FindsWhatIsThereAndNothingElse) {
  FactorialCells cells;
  for (int cell = 0; cell < kFactorCells; ++cell) {
    const double main = (cell >> 1 & 1) != 0 ? 0.02 : -0.02;
    const double interaction = (cell & 1) == (cell >> 2 & 1) ? 0.01 : -0.01;
    for (int seed = 0; seed < 12; ++seed) {
      const double noise = 0.002 * std::sin(1.0 + 3.7 * cell + 8.3 * seed * (cell + 2));
      cells[cell].push_back(0.8 + 0.05 * std::sin(seed) + main + interaction + noise);
    }
  }
  for (const FactorialEffect& effect : FactorialEffects(cells)) {
    const double truth = effect.factors == 2 ? 0.04 : effect.factors == 5 ? 0.02 : 0.0;
    EXPECT_NEAR(effect.interval.estimate, truth, 0.001) << effect.factors;
    EXPECT_EQ(effect.holm_p < 0.05, truth != 0.0) << effect.factors << " p " << effect.holm_p;
    EXPECT_GE(effect.holm_p, effect.p);
  }
}

// Of a contrast the jackknife gives the values by seed; of a variance, whose jackknife is unbiased
// already, values with the variance as their mean.
TEST(PseudoValues, OfAMeanAndOfAVariance) {
  FactorialCells cells;
  for (std::vector<double>& cell : cells) cell = {1.0, 2.0, 4.0, 9.0};
  cells[3] = {5.0, 1.0, 0.0, 2.0};
  const auto mean = [](const FactorialCells& some) { return *Mean(some[3]) - *Mean(some[0]); };
  const std::vector<double> values = PseudoValues(cells, mean);
  for (size_t i = 0; i < 4; ++i) EXPECT_NEAR(values[i], cells[3][i] - cells[0][i], 1e-12);
  const auto variance = [](const FactorialCells& some) {
    return *SampleStd(some[0]) * *SampleStd(some[0]);
  };
  EXPECT_NEAR(*Mean(PseudoValues(cells, variance)), 38.0 / 3.0, 1e-12);
}

TEST(FactorialEffects, TooFewSeeds) {
  FactorialCells cells;
  EXPECT_TRUE(FactorialEffects(cells).empty());
  for (std::vector<double>& cell : cells) cell = {0.5};
  EXPECT_TRUE(FactorialEffects(cells).empty());
}

}  // namespace
}  // namespace tenfold::statistics
