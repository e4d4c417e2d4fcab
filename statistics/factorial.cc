#include "statistics/factorial.h"

#include "statistics/inference.h"

namespace tenfold::statistics {
namespace {

constexpr int kByOrder[] = {1, 2, 4, 3, 5, 6, 7};

bool IsOdd(int bits) {
  bool odd = false;
  for (; bits != 0; bits &= bits - 1) odd = !odd;
  return odd;
}

}  // namespace

std::vector<double> FactorialContrast(const FactorialCells& cells, int factors) {
  std::vector<double> effect(cells[0].size(), 0.0);
  for (int cell = 0; cell < kFactorCells; ++cell) {
    const double weight = (IsOdd(factors & ~cell) ? -1.0 : 1.0) / (kFactorCells / 2);
    for (size_t seed = 0; seed < effect.size(); ++seed) effect[seed] += weight * cells[cell][seed];
  }
  return effect;
}

std::vector<double> PseudoValues(const FactorialCells& cells,
                                 const std::function<double(const FactorialCells&)>& statistic) {
  const size_t n = cells[0].size();
  const double all = statistic(cells);
  std::vector<double> values;
  for (size_t left_out = 0; left_out < n; ++left_out) {
    FactorialCells rest = cells;
    for (std::vector<double>& cell : rest) cell.erase(cell.begin() + left_out);
    values.push_back(n * all - (n - 1.0) * statistic(rest));
  }
  return values;
}

std::vector<FactorialEffect> FactorialEffects(const FactorialCells& cells) {
  if (cells[0].size() < 2) return {};
  std::vector<FactorialEffect> effects;
  std::vector<double> p_values;
  for (int factors : kByOrder) {
    const std::vector<double> contrast = FactorialContrast(cells, factors);
    p_values.push_back(*ZeroMeanP(contrast));
    effects.push_back({factors, *MeanInterval(contrast), p_values.back(), 0.0});
  }
  const std::vector<double> adjusted = HolmAdjusted(p_values);
  for (size_t i = 0; i < effects.size(); ++i) effects[i].holm_p = adjusted[i];
  return effects;
}

}  // namespace tenfold::statistics
