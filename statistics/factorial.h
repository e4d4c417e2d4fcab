// The paired 2x2x2 factorial: eight cells by the levels of three factors, every seed in each.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "statistics/inference.h"

namespace tenfold::statistics {

// Cell i has factor f at its high level if bit f of i is set.
inline constexpr int kFactors = 3;
inline constexpr int kFactorCells = 1 << kFactors;

// values[cell][seed]; the cells have equally many.
using FactorialCells = std::array<std::vector<double>, kFactorCells>;

// By seed, the effect of the factors whose bits are set in `factors` (one: a main effect, several:
// their interaction), in the convention of Box, Hunter and Hunter: the mean of the four cells with
// an even number of these factors at the low level, minus that of the other four. So a main effect
// is what the factor adds, averaged over the others; an interaction of two is half of what one adds
// at the other's high level beyond what it adds at the low one.
std::vector<double> FactorialContrast(const FactorialCells& cells, int factors);

// Tukey's jackknife: n * statistic(cells) - (n - 1) * statistic(cells without seed i) for each of
// the n seeds. Their mean is the statistic with less bias, and their standard error its own; of a
// contrast of means they are the contrast by seed.
std::vector<double> PseudoValues(const FactorialCells& cells,
                                 const std::function<double(const FactorialCells&)>& statistic);

struct FactorialEffect {
  int factors;  // bits, 1 to 7
  Interval interval;
  double p, holm_p;  // of ZeroMeanP; adjusted over all seven
};

// All seven, by the number of factors and then by bits. Empty for fewer than two seeds.
std::vector<FactorialEffect> FactorialEffects(const FactorialCells& cells);

}  // namespace tenfold::statistics
