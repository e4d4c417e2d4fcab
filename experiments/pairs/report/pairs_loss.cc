#include <algorithm>
#include <cmath>
#include <string>

#include "absl/strings/match.h"
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

// What a network that knows nothing leaves: two answers, and with an auxiliary loss ten classes for
// each of two digits.
double LossOfGuessing(const SettingRuns& runs) {
  const nlohmann::ordered_json& values = runs.ok[0]->hyperparameters;
  const auto weight = values.find("auxiliary_loss_weight");
  const bool auxiliary =
      weight != values.end() && weight->is_number() && absl::EndsWith(runs.setting.variant, "-aux");
  return std::log(2.0) + (auxiliary ? 2.0 * weight->get<double>() * std::log(10.0) : 0.0);
}

// With and without an auxiliary loss on one scale.
DataTable InPartsOfGuessing(const SettingRuns& runs) {
  DataTable losses = LossTable();
  AppendLosses(runs, losses);
  if (losses.rows.empty()) return losses;
  const double guessing = LossOfGuessing(runs);
  for (auto& row : losses.rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string& column = losses.columns[i];
      if (column != "variant" && column != "engine" && column != "epoch" && column != "n" &&
          row[i].is_number())
        row[i] = RoundedCell(row[i].get<double>() / guessing);
    }
  }
  return losses;
}

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
  DataTable data = LossTable(), drawn = LossTable();
  size_t epochs = 0;
  for (const PairSetting& setting : kPairSettings) {
    const SettingRuns& own = runs.Get("pairs", setting.variant, runs.main_engine());
    AppendLosses(own, data);
    const DataTable relative = InPartsOfGuessing(own);
    drawn.rows.insert(drawn.rows.end(), relative.rows.begin(), relative.rows.end());
    epochs = std::max(epochs, Epochs(own));
  }
  if (data.rows.empty()) {
    report.page.ShowSection("PAIRS_LOSS_MISSING");
    return absl::OkStatus();
  }
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  script.SetIntValue("EPOCHS", static_cast<long>(epochs));
  script.SetValue("TOP", absl::StrFormat("%.3g", std::max(1.05, TopOfLosses(drawn))));
  script.SetValue("BOTTOM", absl::StrFormat("%.3g", BottomOfLosses(drawn)));
  for (bool cnn : {true, false}) AddPanel(cnn, runs, script);
  report.numbers[name] = ToJson(data);
  report.AddFigure(name, Expand(kPairsLossGp, script), name + ".csv", ToCsv(drawn));
  ctemplate::TemplateDictionary* figure = report.page.AddSectionDictionary("PAIRS_LOSS");
  figure->SetValue("NAME", name);
  figure->SetValue("ENGINE", runs.main_engine());
  return absl::OkStatus();
}

}  // namespace tenfold::reports
