#include "reports/figures/roof.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "reports/data_table.h"
#include "reports/figures/roof_script.h"
#include "reports/template.h"

namespace tenfold::reports {
namespace {

using Json = nlohmann::ordered_json;

// Whole trainings on one core; single operations are too many to draw.
bool IsDrawn(const Json& row) {
  return row.value("cores", Json(1)) == Json(1) && row["gflops"].get<double>() > 0.0 &&
         !absl::StartsWith(row["workload"].get<std::string>(), "operation/");
}

}  // namespace

absl::Status AddRoofFigure(const ReportInput& input, Report& report) {
  if (input.benchmark.is_null()) return absl::OkStatus();
  const std::string name = "figure-4";
  std::vector<std::string> workloads, engines;
  std::map<std::pair<std::string, std::string>, double> gflops;  // by workload and engine
  for (const Json& row : input.benchmark["timings"]) {
    if (!IsDrawn(row)) continue;
    const std::string workload = row["workload"], engine = row["engine"];
    for (auto [value, names] : {std::pair{&workload, &workloads}, std::pair{&engine, &engines}}) {
      if (std::find(names->begin(), names->end(), *value) == names->end()) names->push_back(*value);
    }
    double& best = gflops[{workload, engine}];
    best = std::max(best, row["gflops"].get<double>());
  }
  if (gflops.empty()) {
    report.page.ShowSection("FIGURE_4_MISSING");
    return absl::OkStatus();
  }
  DataTable data = {{"place", "workload"}, {}};
  data.columns.insert(data.columns.end(), engines.begin(), engines.end());
  for (size_t i = 0; i < workloads.size(); ++i) {
    std::vector<Json> row = {i + 1, workloads[i]};
    for (const std::string& engine : engines) {
      const auto found = gflops.find({workloads[i], engine});
      row.push_back(found == gflops.end() ? Json() : Json(found->second));
    }
    data.rows.push_back(std::move(row));
  }
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  script.SetIntValue("PLACES", static_cast<long>(workloads.size()));
  script.SetValue("PEAK",
                  absl::StrFormat("%.4g", input.benchmark["peak_gflops"]["1"].get<double>()));
  for (size_t i = 0; i < engines.size(); ++i) {
    ctemplate::TemplateDictionary* engine = script.AddSectionDictionary("ENGINE");
    engine->SetValue("TITLE", engines[i]);
    engine->SetIntValue("COLUMN", static_cast<long>(i) + 3);
    engine->SetIntValue("COLOUR", static_cast<long>(i) + 1);
  }
  report.AddFigure(name, Expand(kRoofScript, script), name + ".csv", ToCsv(data));
  report.page.AddSectionDictionary("FIGURE_4")->SetValue("NAME", name);
  return absl::OkStatus();
}

}  // namespace tenfold::reports
