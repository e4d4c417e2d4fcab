#include "reports/figures/disc_loss.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "reports/data_table.h"
#include "reports/figures/disc_loss_script.h"
#include "reports/statistics.h"
#include "reports/template.h"

namespace tenfold::reports {
namespace {

// The losses of the runs that got as far as this epoch, counted from 0.
std::vector<double> LossesAt(const SettingRuns& runs, size_t epoch) {
  std::vector<double> losses;
  for (const RunRecord* record : runs.ok) {
    if (epoch < record->train_loss.size()) losses.push_back(record->train_loss[epoch]);
  }
  return losses;
}

size_t Epochs(const SettingRuns& runs) {
  size_t epochs = 0;
  for (const RunRecord* record : runs.ok) epochs = std::max(epochs, record->train_loss.size());
  return epochs;
}

void AppendRows(const SettingRuns& runs, DataTable& data) {
  for (size_t epoch = 0; epoch < Epochs(runs); ++epoch) {
    const std::vector<double> losses = LossesAt(runs, epoch);
    const std::optional<double> mean = Mean(losses);
    const std::optional<double> std = SampleStd(losses);
    std::optional<double> lower, upper;
    if (mean.has_value() && std.has_value()) {
      lower = *mean - *std;
      upper = *mean + *std;
    }
    data.rows.push_back({runs.setting.variant, runs.setting.engine, epoch + 1, Cell(mean),
                         Cell(std), Cell(lower), Cell(upper), losses.size()});
  }
}

}  // namespace

absl::Status AddDiscLossFigure(const ReportInput& input, Report& report) {
  const std::string name = "figure-2";
  DataTable data = {{"variant", "engine", "epoch", "mean", "sample_std", "lower", "upper", "n"},
                    {}};
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  for (const char* variant : {"depth-3", "depth-4"}) {
    ctemplate::TemplateDictionary* panel = nullptr;
    int colour = 0;
    for (const std::string& engine : input.runs.engines()) {
      const SettingRuns& runs = input.runs.Get("disc", variant, engine);
      ++colour;  // an engine keeps its colour where another has no runs
      if (Epochs(runs) == 0) continue;
      AppendRows(runs, data);
      if (panel == nullptr) {
        panel = script.AddSectionDictionary("PANEL");
        panel->SetValue("VARIANT", variant);
      }
      ctemplate::TemplateDictionary* series = panel->AddSectionDictionary("SERIES");
      series->SetValue("VARIANT", variant);
      series->SetValue("ENGINE", engine);
      series->SetIntValue("COLOUR", colour);
      series->SetIntValue("N", static_cast<long>(runs.ok.size()));
      if (runs.ok.size() > 1) series->ShowSection("BAND");
    }
  }
  report.numbers[name] = ToJson(data);
  if (data.rows.empty()) {
    report.page.ShowSection("FIGURE_2_MISSING");
    return absl::OkStatus();
  }
  report.AddFigure(name, Expand(kDiscLossScript, script), name + ".csv", ToCsv(data));
  report.page.AddSectionDictionary("FIGURE_2")->SetValue("NAME", name);
  return absl::OkStatus();
}

}  // namespace tenfold::reports
