#include "reports/parts/loss_by_epoch.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

std::vector<double> LossesAt(const SettingRuns& runs, size_t epoch) {
  std::vector<double> losses;
  for (const RunRecord* record : runs.ok) {
    if (epoch < record->train_loss.size()) losses.push_back(record->train_loss[epoch]);
  }
  return losses;
}

std::vector<double> Drawn(const DataTable& table) {
  std::vector<double> drawn;
  for (const auto& row : ToJson(table)) {
    for (const char* column : {"mean", "lower", "upper"}) {
      if (row[column].is_number() && row[column] > 0.0) drawn.push_back(row[column]);
    }
  }
  return drawn;
}

}  // namespace

DataTable LossTable() {
  return {{"variant", "engine", "epoch", "mean", "sample_std", "lower", "upper", "n"}, {}};
}

size_t Epochs(const SettingRuns& runs) {
  size_t epochs = 0;
  for (const RunRecord* record : runs.ok) epochs = std::max(epochs, record->train_loss.size());
  return epochs;
}

void AppendLosses(const SettingRuns& runs, DataTable& table) {
  for (size_t epoch = 0; epoch < Epochs(runs); ++epoch) {
    const std::vector<double> losses = LossesAt(runs, epoch);
    const std::optional<double> mean = statistics::Mean(losses);
    const std::optional<double> std = statistics::SampleStd(losses);
    std::optional<double> lower, upper;
    if (mean.has_value() && std.has_value()) {
      lower = *mean - *std;
      upper = *mean + *std;
    }
    table.rows.push_back({runs.setting.variant, runs.setting.engine, epoch + 1, Cell(mean),
                          Cell(std), Cell(lower), Cell(upper), losses.size()});
  }
}

double TopOfLosses(const DataTable& table) {
  // gnuplot's numbers end where double's do.
  return std::min(1e300, 1.05 * statistics::Max(Drawn(table)).value_or(1 / 1.05));
}

double BottomOfLosses(const DataTable& table) {
  return 0.9 * statistics::Min(Drawn(table)).value_or(0.1 / 0.9);
}

}  // namespace tenfold::reports
