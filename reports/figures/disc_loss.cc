#include "reports/figures/disc_loss.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "reports/data_table.h"
#include "reports/figures/disc_loss_script.h"
#include "reports/statistics.h"
#include "reports/template.h"

namespace tenfold::reports {
namespace {

constexpr const char* kVariants[] = {"depth-3", "depth-4"};

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

// The largest value that is drawn, a little above it.
double Top(const DataTable& data) {
  double top = 0.0;
  for (const auto& row : ToJson(data)) {
    for (const char* column : {"mean", "upper"}) {
      if (row[column].is_number()) top = std::max(top, row[column].get<double>());
    }
  }
  // gnuplot's numbers end where double's do.
  return top > 0.0 ? std::min(1.05 * top, 1e300) : 1.0;
}

// A panel for each depth (from above) and engine (from the left), in each the main engine's mean.
void AddPanels(const RunSet& runs, ctemplate::TemplateDictionary& script) {
  for (const char* variant : kVariants) {
    for (size_t i = 0; i < runs.engines().size(); ++i) {
      const std::string& engine = runs.engines()[i];
      const SettingRuns& own = runs.Get("disc", variant, engine);
      const SettingRuns& main = runs.Get("disc", variant, runs.main_engine());
      ctemplate::TemplateDictionary* panel = script.AddSectionDictionary("PANEL");
      if (Epochs(own) == 0) {
        panel->ShowSection("EMPTY");
        continue;
      }
      ctemplate::TemplateDictionary* drawn = panel->AddSectionDictionary("DRAWN");
      drawn->SetValue("VARIANT", variant);
      drawn->SetValue("ENGINE", engine);
      drawn->SetIntValue("COLOUR", static_cast<long>(i) + 1);
      drawn->SetIntValue("N", static_cast<long>(own.ok.size()));
      if (own.ok.size() > 1) drawn->ShowSection("BAND");
      drawn->ShowSection(i == 0 || runs.engines().size() == 1 ? "FIRST" : "NOT_FIRST");
      if (i > 0 && Epochs(main) > 0)
        drawn->AddSectionDictionary("BESIDE")->SetValue("OTHER", runs.main_engine());
    }
  }
}

}  // namespace

absl::Status AddDiscLossFigure(const ReportInput& input, Report& report) {
  const std::string name = "figure-2";
  const RunSet& runs = input.runs;
  DataTable data = {{"variant", "engine", "epoch", "mean", "sample_std", "lower", "upper", "n"},
                    {}};
  size_t epochs = 0;
  for (const char* variant : kVariants) {
    for (const std::string& engine : runs.engines()) {
      const SettingRuns& of_engine = runs.Get("disc", variant, engine);
      AppendRows(of_engine, data);
      epochs = std::max(epochs, Epochs(of_engine));
    }
  }
  report.numbers[name] = ToJson(data);
  if (data.rows.empty()) {
    report.page.ShowSection("FIGURE_2_MISSING");
    return absl::OkStatus();
  }
  // One engine's depths stand side by side; with more engines the engines do.
  const bool one_engine = runs.engines().size() == 1;
  const size_t columns = one_engine ? std::size(kVariants) : runs.engines().size();
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  script.SetIntValue("ROWS", one_engine ? 1 : static_cast<long>(std::size(kVariants)));
  script.SetIntValue("COLUMNS", static_cast<long>(columns));
  script.SetIntValue("WIDTH", std::max(900L, 280 * static_cast<long>(columns)));
  script.SetIntValue("HEIGHT", one_engine ? 420 : 640);
  script.SetIntValue("EPOCHS", static_cast<long>(epochs));
  script.SetValue("TOP", absl::StrFormat("%.3g", Top(data)));
  AddPanels(runs, script);
  report.AddFigure(name, Expand(kDiscLossScript, script), name + ".csv", ToCsv(data));
  ctemplate::TemplateDictionary* figure = report.page.AddSectionDictionary("FIGURE_2");
  figure->SetValue("NAME", name);
  if (!one_engine)
    figure->AddSectionDictionary("BESIDE")->SetValue("MAIN_ENGINE", runs.main_engine());
  return absl::OkStatus();
}

}  // namespace tenfold::reports
