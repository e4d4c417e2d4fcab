#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "experiments/pairs/report/parts.h"
#include "experiments/pairs/report/printed_tables.h"
#include "experiments/pairs/report/settings.h"
#include "experiments/pairs/report/texts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/report.h"
#include "statistics/inference.h"
#include "statistics/statistics.h"

namespace tenfold::reports {

absl::Status AddPairsAccuracyFigure(const ReportInput& input, Report& report) {
  const std::string name = "pairs-accuracy";
  const std::string& engine = input.runs.main_engine();
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  // A line for each run and one for each mean; the first setting is the uppermost.
  DataTable data = {{"kind", "row", "variant", "seed", "test_accuracy", "low", "high", "n"}, {}};
  long row = std::size(kPairSettings);
  for (const PairSetting& setting : kPairSettings) {
    const SettingRuns& runs = input.runs.Get("pairs", setting.variant, engine);
    for (const RunRecord* record : runs.ok) {
      data.rows.push_back({"run", row, setting.variant, record->seed, Cell(record->test_accuracy),
                           nullptr, nullptr, nullptr});
    }
    const std::vector<double> accuracies = runs.TestAccuracies();
    if (!accuracies.empty()) {
      const std::optional<statistics::Interval> mean = statistics::MeanInterval(accuracies);
      data.rows.push_back({"mean", row, setting.variant, nullptr,
                           Cell(statistics::Mean(accuracies)), mean ? Cell(mean->low) : Cell({}),
                           mean ? Cell(mean->high) : Cell({}), accuracies.size()});
    }
    // Both have the report's order.
    const PrintedTable& printed = PrintedFor(setting.cnn, Reading::kHeaded);
    const PrintedCell& cell = printed[(std::size(kPairSettings) - row) % printed.size()];
    if (!accuracies.empty()) {
      data.rows.push_back({"printed", row, setting.variant, nullptr, cell.mean / 100.0, nullptr,
                           nullptr, kPrintedRuns});
    }
    ctemplate::TemplateDictionary* line = script.AddSectionDictionary("ROW");
    line->SetValue("LABEL", setting.label);
    line->SetIntValue("ROW", row--);
  }
  if (data.rows.empty()) {
    report.page.ShowSection("PAIRS_ACCURACY_MISSING");
    return absl::OkStatus();
  }
  report.numbers[name] = ToJson(data);
  report.AddFigure(name, Expand(kPairsAccuracyGp, script), name + ".csv", ToCsv(data));
  ctemplate::TemplateDictionary* figure = report.page.AddSectionDictionary("PAIRS_ACCURACY");
  figure->SetValue("NAME", name);
  figure->SetValue("ENGINE", engine);
  return absl::OkStatus();
}

}  // namespace tenfold::reports
