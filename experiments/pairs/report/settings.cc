#include "experiments/pairs/report/settings.h"

#include <map>

#include "absl/strings/str_cat.h"

namespace tenfold::reports {
namespace {

int Count(uint8_t set) {
  int count = 0;
  for (; set != 0; set &= set - 1) ++count;
  return count;
}

}  // namespace

std::string PairVariant(int setting) {
  return absl::StrCat((setting & 4) != 0 ? "cnn" : "mlp", (setting & 2) != 0 ? "-shared" : "",
                      (setting & 1) != 0 ? "-aux" : "");
}

statistics::FactorialCells PairCells(const RunSet& runs, const std::string& preset,
                                     const std::string& engine, const SeedRange& seeds) {
  std::map<int64_t, std::vector<double>> by_seed;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    const SettingRuns setting = runs.All({"pairs", preset, "", PairVariant(cell), engine});
    for (const RunRecord* record : setting.ok) {
      if (!seeds.Has(record->seed)) continue;
      by_seed[record->seed].push_back(*record->test_accuracy);
    }
  }
  statistics::FactorialCells cells;
  for (const auto& [seed, accuracies] : by_seed) {
    if (accuracies.size() < statistics::kFactorCells) continue;
    for (int cell = 0; cell < statistics::kFactorCells; ++cell)
      cells[cell].push_back(accuracies[cell]);
  }
  return cells;
}

std::vector<double> Weights(uint8_t plus, uint8_t minus) {
  std::vector<double> weights(statistics::kFactorCells, 0.0);
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    if ((plus >> cell & 1) != 0) weights[cell] += 1.0 / Count(plus);
    if ((minus >> cell & 1) != 0) weights[cell] -= 1.0 / Count(minus);
  }
  return weights;
}

std::vector<double> Contrast(const statistics::FactorialCells& cells,
                             const std::vector<double>& weights) {
  std::vector<double> differences(cells[0].size(), 0.0);
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    for (size_t i = 0; i < differences.size(); ++i)
      differences[i] += weights[cell] * cells[cell][i];
  }
  return differences;
}

}  // namespace tenfold::reports
