#include <algorithm>
#include <string>

#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "experiments/pairs/report/parts.h"
#include "experiments/pairs/report/settings.h"
#include "experiments/pairs/report/texts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/loss_by_epoch.h"
#include "reports/parts/report.h"

namespace tenfold::reports {
namespace {

// A panel for CNN or MLP with a line for each of its settings that has runs.
void AddPanel(bool cnn, const RunSet& runs, ctemplate::TemplateDictionary& script) {
  ctemplate::TemplateDictionary* panel = script.AddSectionDictionary("PANEL");
  ctemplate::TemplateDictionary* drawn = nullptr;
  long colour = 0;
  for (const PairSetting& setting : kPairSettings) {
    if (setting.cnn != cnn) continue;
    ++colour;
    const SettingRuns& own = runs.Get("pairs", setting.variant, runs.main_engine());
    if (Epochs(own) == 0) continue;
    if (drawn == nullptr) drawn = panel->AddSectionDictionary("DRAWN");
    ctemplate::TemplateDictionary* line = drawn->AddSectionDictionary("LINE");
    line->SetValue("VARIANT", setting.variant);
    line->SetValue("LABEL", absl::string_view(setting.label).substr(5).data());  // without "CNN, "
    line->SetIntValue("COLOUR", colour);
    line->SetIntValue("N", static_cast<long>(own.ok.size()));
    if (own.ok.size() > 1) line->ShowSection("BAND");
  }
  if (drawn == nullptr) {
    panel->ShowSection("EMPTY");
  } else {
    drawn->SetValue("TITLE", cnn ? "CNN" : "MLP");
  }
}

}  // namespace

absl::Status AddPairsLossFigure(const ReportInput& input, Report& report) {
  const std::string name = "pairs-loss";
  const RunSet& runs = input.runs;
  DataTable data = LossTable();
  size_t epochs = 0;
  for (const PairSetting& setting : kPairSettings) {
    const SettingRuns& own = runs.Get("pairs", setting.variant, runs.main_engine());
    AppendLosses(own, data);
    epochs = std::max(epochs, Epochs(own));
  }
  if (data.rows.empty()) {
    report.page.ShowSection("PAIRS_LOSS_MISSING");
    return absl::OkStatus();
  }
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  script.SetIntValue("EPOCHS", static_cast<long>(epochs));
  script.SetValue("TOP", absl::StrFormat("%.3g", TopOfLosses(data)));
  script.SetValue("BOTTOM", absl::StrFormat("%.3g", BottomOfLosses(data)));
  for (bool cnn : {true, false}) AddPanel(cnn, runs, script);
  report.numbers[name] = ToJson(data);
  report.AddFigure(name, Expand(kPairsLossGp, script), name + ".csv", ToCsv(data));
  ctemplate::TemplateDictionary* figure = report.page.AddSectionDictionary("PAIRS_LOSS");
  figure->SetValue("NAME", name);
  figure->SetValue("ENGINE", runs.main_engine());
  return absl::OkStatus();
}

}  // namespace tenfold::reports
