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

FactorialCells PairCells(const RunSet& runs, const std::string& preset, const std::string& engine,
                         int64_t seeds) {
  std::map<int64_t, std::vector<double>> by_seed;
  for (int cell = 0; cell < kFactorCells; ++cell) {
    const SettingRuns setting = runs.All({"pairs", preset, "", PairVariant(cell), engine});
    for (const RunRecord* record : setting.ok) {
      if (record->seed < 0 || record->seed >= seeds) continue;
      by_seed[record->seed].push_back(*record->test_accuracy);
    }
  }
  FactorialCells cells;
  for (const auto& [seed, accuracies] : by_seed) {
    if (accuracies.size() < kFactorCells) continue;
    for (int cell = 0; cell < kFactorCells; ++cell) cells[cell].push_back(accuracies[cell]);
  }
  return cells;
}

std::vector<double> Contrast(const FactorialCells& cells, uint8_t plus, uint8_t minus) {
  std::vector<double> differences(cells[0].size(), 0.0);
  for (int cell = 0; cell < kFactorCells; ++cell) {
    double weight = 0.0;
    if ((plus >> cell & 1) != 0) weight += 1.0 / Count(plus);
    if ((minus >> cell & 1) != 0) weight -= 1.0 / Count(minus);
    for (size_t i = 0; i < differences.size(); ++i) differences[i] += weight * cells[cell][i];
  }
  return differences;
}

}  // namespace tenfold::reports
