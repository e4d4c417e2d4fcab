#include <algorithm>
#include <string>
#include <vector>

#include "reports/parts/data_table.h"
#include "reports/parts/parts.h"
#include "reports/parts/report.h"
#include "reports/parts/texts.h"

namespace tenfold::reports {

absl::Status AddGrowthFigure(const ReportInput& input, Report& report) {
  const std::string name = "speed-growth";
  if (!input.growth.has_value()) return absl::OkStatus();
  DataTable data = {{"series", "engine", "value", "milliseconds"}, {}};
  std::vector<std::string> names, engines;
  const auto place = [](const std::string& value, std::vector<std::string>& values) {
    const auto found = std::find(values.begin(), values.end(), value);
    const long index = found - values.begin();
    if (found == values.end()) values.push_back(value);
    return index;
  };
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  ctemplate::TemplateDictionary* panel = nullptr;
  for (const measurements::GrowthSeries& series : input.growth->growth) {
    if (series.points.empty()) continue;
    const std::string &quantity = series.series, &engine = series.engine;
    if (names.empty() || names.back() != quantity) {
      names.push_back(quantity);
      panel = script.AddSectionDictionary("PANEL");
      panel->SetValue("TIME_OF", series.time_of);
    }
    panel->SetValue("SERIES", quantity);
    ctemplate::TemplateDictionary* line = panel->AddSectionDictionary("LINE");
    line->SetValue("ENGINE", engine);
    line->SetIntValue("COLOUR", place(engine, engines) + 1);
    for (const measurements::GrowthPoint& point : series.points) {
      data.rows.push_back({quantity, engine, point.value, point.seconds * 1e3});
    }
  }
  if (names.empty()) return absl::OkStatus();
  script.SetIntValue("ROWS", static_cast<long>(names.size() + 1) / 2);
  report.AddFigure(name, Expand(kGrowthGp, script), name + ".csv", ToCsv(data));
  report.page.AddSectionDictionary("FIGURE_GROWTH")->SetValue("NAME", name);
  return absl::OkStatus();
}

}  // namespace tenfold::reports
