#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "experiments/disc/report/claims.h"
#include "experiments/disc/report/parts.h"
#include "experiments/disc/report/texts.h"
#include "experiments/disc/report/verdicts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/loss_by_epoch.h"
#include "reports/parts/report.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

// A line for each run of the variant with the main engine, and their mean.
void AddPanel(const SettingRuns& runs, DataTable& lines, ctemplate::TemplateDictionary& script) {
  ctemplate::TemplateDictionary* panel = script.AddSectionDictionary("PANEL");
  if (Epochs(runs) == 0) {
    panel->ShowSection("EMPTY");
    return;
  }
  ctemplate::TemplateDictionary* drawn = panel->AddSectionDictionary("DRAWN");
  drawn->SetValue("VARIANT", runs.setting.variant);
  drawn->SetIntValue("N", static_cast<long>(runs.ok.size()));
  drawn->SetValue("STALL", absl::StrFormat("%g", StallLevel(*runs.ok[0])));
  for (const RunRecord* record : runs.ok) {
    drawn->AddSectionDictionary("RUN")->SetIntValue("SEED", static_cast<long>(record->seed));
    for (size_t epoch = 0; epoch < record->train_loss.size(); ++epoch) {
      lines.rows.push_back({record->variant, absl::StrCat(record->seed), epoch + 1,
                            Cell(record->train_loss[epoch])});
    }
  }
  DataTable means = LossTable();
  AppendLosses(runs, means);
  for (const auto& row : ToJson(means))
    lines.rows.push_back({runs.setting.variant, "mean", row["epoch"], row["mean"]});
}

}  // namespace

absl::Status AddDiscLossFigure(const ReportInput& input, Report& report) {
  const std::string name = "disc-loss";
  const RunSet& runs = input.runs;
  DataTable data = LossTable();
  size_t epochs = 0;
  for (const char* variant : kDiscVariants) {
    for (const std::string& engine : runs.engines())
      AppendLosses(runs.Get("disc", variant, engine), data);
    epochs = std::max(epochs, Epochs(runs.Get("disc", variant, runs.main_engine())));
  }
  report.numbers[name] = ToJson(data);
  if (epochs == 0) {
    report.page.ShowSection("FIGURE_2_MISSING");
    return absl::OkStatus();
  }
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  script.SetIntValue("ROWS", static_cast<long>(std::size(kDiscVariants)));
  script.SetIntValue("EPOCHS", static_cast<long>(epochs));
  DataTable lines = {{"variant", "seed", "epoch", "loss"}, {}};
  for (const char* variant : kDiscVariants)
    AddPanel(runs.Get("disc", variant, runs.main_engine()), lines, script);
  std::vector<double> losses;
  for (const auto& row : lines.rows) {
    if (row[3].is_number()) losses.push_back(row[3]);
  }
  // gnuplot's numbers end where double's do.
  script.SetValue(
      "TOP",
      absl::StrFormat("%.3g", std::min(1e300, 1.05 * statistics::Max(losses).value_or(1.0))));
  report.AddFigure(name, Expand(kDiscLossGp, script), name + ".csv", ToCsv(lines));
  ctemplate::TemplateDictionary* figure = report.page.AddSectionDictionary("FIGURE_2");
  figure->SetValue("NAME", name);
  figure->SetValue("ENGINE", runs.main_engine());
  return absl::OkStatus();
}

}  // namespace tenfold::reports
