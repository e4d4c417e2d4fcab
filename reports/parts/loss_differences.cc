#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "experiments/compare/parity_tolerance.h"
#include "reports/input/engine_pair.h"
#include "reports/parts/data_table.h"
#include "reports/parts/parts.h"
#include "reports/parts/report.h"
#include "reports/parts/texts.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

// What is not there to see on a logarithmic axis is drawn here.
constexpr double kFloor = 1e-10;

// What a panel takes together.
std::vector<const EnginePair*> Select(const Expectation& expectation, const VariantGroup& group,
                                      const std::string& engine_a, const std::string& engine_b,
                                      const std::vector<EnginePair>& compared) {
  std::vector<const EnginePair*> selected;
  for (const EnginePair& pair : compared) {
    if (pair.a.experiment == expectation.experiment &&
        absl::StartsWith(pair.a.variant, group.prefix) && pair.a.engine == engine_a &&
        pair.b.engine == engine_b)
      selected.push_back(&pair);
  }
  return selected;
}

// A line for each step: what runs were compared, and the largest and the median difference.
void AppendSteps(const std::vector<nlohmann::ordered_json>& id,
                 const std::vector<const EnginePair*>& compared, DataTable& data) {
  for (size_t step = 0; step < ComparedSteps(compared); ++step) {
    const std::vector<double> differences = LossDifferencesOfStep(compared, step);
    std::vector<nlohmann::ordered_json> row = id;
    row.insert(row.end(), {step + 1, differences.size(), Cell(statistics::Max(differences)),
                           Cell(statistics::Median(differences))});
    data.rows.push_back(std::move(row));
  }
}

DataTable BySetting(const std::vector<EnginePair>& compared) {
  DataTable data = {{"experiment", "variant", "engine_a", "engine_b", "step", "n",
                     "largest_relative_loss_difference", "median_relative_loss_difference"},
                    {}};
  for (const EnginePair& pair : compared)
    AppendSteps({pair.a.experiment, pair.a.variant, pair.a.engine, pair.b.engine}, {&pair}, data);
  return data;
}

}  // namespace

absl::Status AddLossDifferencesFigure(const ReportInput& input, Report& report) {
  const std::vector<EnginePair> compared = MakeEnginePairs(input.runs);
  const std::vector<std::string>& engines = input.runs.engines();
  const std::string name = "loss-differences";
  DataTable data = {{"panel", "engine_a", "engine_b", "step", "n", "largest", "median"}, {}};
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  script.SetValue("MAIN_ENGINE", input.runs.main_engine());
  script.SetValue("FLOOR", absl::StrFormat("%.0e", kFloor));
  script.SetValue("LOSS_TOLERANCE", absl::StrFormat("%.0e", compare::kLossTolerance));
  script.SetIntValue("FIRST_STEPS", compare::kFirstSteps);
  script.SetValue("FIRST_STEPS_TOLERANCE", absl::StrFormat("%.0e", compare::kFirstStepsTolerance));
  script.SetValue("KINK_TOLERANCE", absl::StrFormat("%.0e", compare::kKinkTolerance));
  script.SetValue("PLANTED_BUG", absl::StrFormat("%.0e", compare::kPlantedBug));
  long panels = 0;
  const auto add_panel = [&](const Expectation& expectation, const VariantGroup& group) {
    ctemplate::TemplateDictionary* drawn = nullptr;
    for (size_t a = 0; a < engines.size(); ++a) {
      for (size_t b = a + 1; b < engines.size(); ++b) {
        const std::vector<const EnginePair*> of_panel =
            Select(expectation, group, engines[a], engines[b], compared);
        if (ComparedSteps(of_panel) == 0) continue;
        AppendSteps({group.title, engines[a], engines[b]}, of_panel, data);
        if (a != 0) continue;
        if (drawn == nullptr) {
          drawn = script.AddSectionDictionary("PANEL");
          drawn->SetValue("TITLE", group.title);
          ++panels;
        }
        ctemplate::TemplateDictionary* series = drawn->AddSectionDictionary("SERIES");
        series->SetValue("ENGINE", engines[b]);
        series->SetIntValue("COLOUR", static_cast<long>(b) + 1);  // as in all figures
        series->SetIntValue("N", static_cast<long>(LossDifferencesOfStep(of_panel, 0).size()));
      }
    }
  };
  for (const Expectation& expectation : input.runs.expectations()) {
    for (const VariantGroup& group : expectation.groups) add_panel(expectation, group);
  }
  if (data.rows.empty()) return absl::OkStatus();
  script.SetIntValue("ROWS", std::max(1L, panels));
  script.SetIntValue("HEIGHT", 320 * std::max(1L, panels));
  report.files["tables/engines-by-step.csv"] = ToCsv(BySetting(compared));
  report.numbers[name] = ToJson(data);
  report.AddFigure(name, Expand(kLossDifferencesGp, script), name + ".csv", ToCsv(data));
  ctemplate::TemplateDictionary* figure = report.page.AddSectionDictionary("FIGURE_3");
  figure->SetValue("NAME", name);
  figure->SetIntValue("FIRST_STEPS", compare::kFirstSteps);
  figure->SetValue("FLOOR", absl::StrFormat("%.0e", kFloor));
  return absl::OkStatus();
}

}  // namespace tenfold::reports
