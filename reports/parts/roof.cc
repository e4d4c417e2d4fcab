#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "reports/parts/data_table.h"
#include "reports/parts/parts.h"
#include "reports/parts/report.h"
#include "reports/parts/texts.h"

namespace tenfold::reports {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kName[] = "speed-roof";

// Whole trainings on one core, whose traffic is known. Single operations ("operation/...") and the
// variants of an experiment ("pairs/...") are too many to draw and lie on each other.
bool IsDrawn(const measurements::Timing& timing) {
  return timing.cores == 1 && timing.gflops > 0.0 && timing.flops_per_byte.has_value() &&
         !absl::StrContains(timing.workload, "/");
}

// What is drawn: a place on the axis for each workload, and each engine's fastest configuration.
struct Points {
  std::vector<std::string> workloads, engines;
  std::map<std::string, double> intensities;                     // by workload
  std::map<std::pair<std::string, std::string>, double> gflops;  // by workload and engine
};

Points PointsOf(const std::vector<measurements::Timing>& timings) {
  Points points;
  for (const measurements::Timing& timing : timings) {
    if (!IsDrawn(timing)) continue;
    for (auto [value, names] : {std::pair{&timing.workload, &points.workloads},
                                std::pair{&timing.engine, &points.engines}}) {
      if (std::find(names->begin(), names->end(), *value) == names->end()) names->push_back(*value);
    }
    points.intensities[timing.workload] = *timing.flops_per_byte;
    double& best = points.gflops[{timing.workload, timing.engine}];
    best = std::max(best, timing.gflops);
  }
  return points;
}

DataTable ToTable(const Points& points) {
  DataTable data = {{"workload", "flops_per_byte"}, {}};
  data.columns.insert(data.columns.end(), points.engines.begin(), points.engines.end());
  for (const std::string& workload : points.workloads) {
    std::vector<Json> row = {workload, points.intensities.at(workload)};
    for (const std::string& engine : points.engines) {
      const auto found = points.gflops.find({workload, engine});
      row.push_back(found == points.gflops.end() ? Json() : Json(found->second));
    }
    data.rows.push_back(std::move(row));
  }
  return data;
}

std::string Size(double bytes) {
  return bytes < 1 << 20 ? absl::StrFormat("%.0f KiB", bytes / (1 << 10))
                         : absl::StrFormat("%.0f MiB", bytes / (1 << 20));
}

// A diagonal for each size of arrays that the bandwidth was measured with.
void AddRoofs(const measurements::Session& session, ctemplate::TemplateDictionary& script) {
  int dash = 2;
  for (const measurements::Bandwidth& bandwidth : session.triad) {
    ctemplate::TemplateDictionary* roof = script.AddSectionDictionary("ROOF");
    roof->SetValue("GBPS", absl::StrFormat("%.4g", bandwidth.gbps));
    roof->SetIntValue("DASH", dash++);
    roof->SetValue("TITLE",
                   absl::StrFormat("triad over %s, %.0f GB/s",
                                   Size(static_cast<double>(bandwidth.bytes)), bandwidth.gbps));
  }
}

}  // namespace

absl::Status AddRoofFigure(const ReportInput& input, Report& report) {
  if (!input.benchmark.has_value()) return absl::OkStatus();
  const Points points = PointsOf(input.benchmark->timings);
  if (points.workloads.empty()) {
    report.page.ShowSection("FIGURE_4_MISSING");
    return absl::OkStatus();
  }
  double left = 1e300, right = 0.0, bottom = 1e300;
  for (const auto& [workload, intensity] : points.intensities) {
    left = std::min(left, intensity);
    right = std::max(right, intensity);
  }
  for (const auto& [place, gflops] : points.gflops) bottom = std::min(bottom, gflops);
  ctemplate::TemplateDictionary script(kName);
  script.SetValue("NAME", kName);
  script.SetValue("LEFT", absl::StrFormat("%.3g", left / 3.0));
  script.SetValue("RIGHT", absl::StrFormat("%.3g", right * 3.0));
  // Room for the names below the points.
  script.SetValue("BOTTOM", absl::StrFormat("%.3g", bottom / 6.0));
  script.SetValue("PEAK",
                  absl::StrFormat("%.4g", input.benchmark->session.peak_gflops.of_one_core));
  AddRoofs(input.benchmark->session, script);
  for (const auto& [workload, intensity] : points.intensities) {
    ctemplate::TemplateDictionary* label = script.AddSectionDictionary("LABEL");
    label->SetValue("WORKLOAD", workload);
    label->SetValue("INTENSITY", absl::StrFormat("%.4g", intensity));
  }
  for (size_t i = 0; i < points.engines.size(); ++i) {
    ctemplate::TemplateDictionary* engine = script.AddSectionDictionary("ENGINE");
    engine->SetValue("TITLE", points.engines[i]);
    engine->SetIntValue("COLUMN", static_cast<long>(i) + 3);
    engine->SetIntValue("COLOUR", static_cast<long>(i) + 1);
    engine->SetIntValue("POINT",
                        4 + 2 * (static_cast<long>(i) % 5));  // open, so none hides another
    // Side by side where they have the same intensity.
    const double middle = (static_cast<double>(points.engines.size()) - 1.0) / 2.0;
    engine->SetValue("ASIDE",
                     absl::StrFormat("%.3f", std::pow(1.07, static_cast<double>(i) - middle)));
  }
  report.AddFigure(kName, Expand(kRoofGp, script), absl::StrCat(kName, ".csv"),
                   ToCsv(ToTable(points)));
  report.page.AddSectionDictionary("FIGURE_4")->SetValue("NAME", kName);
  return absl::OkStatus();
}

}  // namespace tenfold::reports
