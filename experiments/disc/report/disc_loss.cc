#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/str_format.h"
#include "experiments/disc/report/claims.h"
#include "experiments/disc/report/parts.h"
#include "experiments/disc/report/texts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/loss_by_epoch.h"
#include "reports/parts/report.h"

namespace tenfold::reports {
namespace {

// A panel for each engine (from above) and depth (from the left), in each the main engine's mean.
void AddPanels(const RunSet& runs, ctemplate::TemplateDictionary& script) {
  for (size_t i = 0; i < runs.engines().size(); ++i) {
    const std::string& engine = runs.engines()[i];
    for (const char* variant : kDiscVariants) {
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
      drawn->ShowSection(variant == kDiscVariants[0] ? "FIRST" : "NOT_FIRST");
      if (i > 0 && Epochs(main) > 0)
        drawn->AddSectionDictionary("BESIDE")->SetValue("OTHER", runs.main_engine());
    }
  }
}

}  // namespace

absl::Status AddDiscLossFigure(const ReportInput& input, Report& report) {
  const std::string name = "disc-loss";
  const RunSet& runs = input.runs;
  DataTable data = LossTable();
  size_t epochs = 0;
  for (const char* variant : kDiscVariants) {
    for (const std::string& engine : runs.engines()) {
      const SettingRuns& of_engine = runs.Get("disc", variant, engine);
      AppendLosses(of_engine, data);
      epochs = std::max(epochs, Epochs(of_engine));
    }
  }
  report.numbers[name] = ToJson(data);
  if (data.rows.empty()) {
    report.page.ShowSection("FIGURE_2_MISSING");
    return absl::OkStatus();
  }
  const size_t rows = runs.engines().size();
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  script.SetIntValue("ROWS", static_cast<long>(rows));
  script.SetIntValue("COLUMNS", static_cast<long>(std::size(kDiscVariants)));
  script.SetIntValue("HEIGHT", 60 + 210 * static_cast<long>(rows));
  script.SetIntValue("EPOCHS", static_cast<long>(epochs));
  script.SetValue("TOP", absl::StrFormat("%.3g", TopOfLosses(data)));
  AddPanels(runs, script);
  report.AddFigure(name, Expand(kDiscLossGp, script), name + ".csv", ToCsv(data));
  ctemplate::TemplateDictionary* figure = report.page.AddSectionDictionary("FIGURE_2");
  figure->SetValue("NAME", name);
  if (rows > 1) figure->AddSectionDictionary("BESIDE")->SetValue("MAIN_ENGINE", runs.main_engine());
  return absl::OkStatus();
}

}  // namespace tenfold::reports
