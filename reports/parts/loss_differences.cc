#include "reports/parts/loss_differences.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "experiments/compare/parity_tolerance.h"
#include "reports/input/engine_pairs.h"
#include "reports/parts/data_table.h"
#include "reports/parts/scripts.h"
#include "reports/parts/template.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

// The settings whose runs one panel takes together.
struct Panel {
  const char* title;  // without a comma: gnuplot reads it from the CSV
  const char* experiment;
  const char* variants;  // how they begin
};

constexpr Panel kPanels[] = {
    {"CNN pairs", "pairs", "cnn"}, {"MLP pairs", "pairs", "mlp"}, {"disc", "disc", ""}};

// What is not there to see on a logarithmic axis is drawn here.
constexpr double kFloor = 1e-10;

std::vector<const EnginePair*> PairsOf(const Panel& panel, const std::string& engine_a,
                                       const std::string& engine_b,
                                       const std::vector<EnginePair>& pairs) {
  std::vector<const EnginePair*> of_panel;
  for (const EnginePair& pair : pairs) {
    if (pair.experiment == panel.experiment && absl::StartsWith(pair.variant, panel.variants) &&
        pair.engine_a == engine_a && pair.engine_b == engine_b)
      of_panel.push_back(&pair);
  }
  return of_panel;
}

// A line for each step: what runs were compared, and the largest and the median difference.
void AppendSteps(const std::vector<nlohmann::ordered_json>& id,
                 const std::vector<const EnginePair*>& pairs, DataTable& data) {
  for (size_t step = 0; step < ComparedSteps(pairs); ++step) {
    const std::vector<double> differences = LossDifferencesOfStep(pairs, step);
    std::vector<nlohmann::ordered_json> row = id;
    row.insert(row.end(),
               {step + 1, differences.size(), Cell(Max(differences)), Cell(Median(differences))});
    data.rows.push_back(std::move(row));
  }
}

DataTable BySetting(const std::vector<EnginePair>& pairs) {
  DataTable data = {{"experiment", "variant", "engine_a", "engine_b", "step", "n",
                     "largest_relative_loss_difference", "median_relative_loss_difference"},
                    {}};
  for (const EnginePair& pair : pairs)
    AppendSteps({pair.experiment, pair.variant, pair.engine_a, pair.engine_b}, {&pair}, data);
  return data;
}

}  // namespace

absl::Status AddLossDifferencesFigure(const ReportInput& input, Report& report) {
  const std::vector<EnginePair> pairs = MakeEnginePairs(input.runs);
  const std::vector<std::string>& engines = input.runs.engines();
  const std::string name = "loss-differences";
  DataTable data = {{"panel", "engine_a", "engine_b", "step", "n", "largest", "median"}, {}};
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  script.SetValue("MAIN_ENGINE", input.runs.main_engine());
  script.SetValue("FLOOR", absl::StrFormat("%.0e", kFloor));
  script.SetValue("LOSS_TOLERANCE", absl::StrFormat("%.0e", kLossTolerance));
  script.SetIntValue("FIRST_STEPS", kFirstSteps);
  script.SetValue("FIRST_STEPS_TOLERANCE", absl::StrFormat("%.0e", kFirstStepsTolerance));
  script.SetValue("KINK_TOLERANCE", absl::StrFormat("%.0e", kKinkTolerance));
  script.SetValue("PLANTED_BUG", absl::StrFormat("%.0e", kPlantedBug));
  for (const Panel& panel : kPanels) {
    ctemplate::TemplateDictionary* drawn = nullptr;
    for (size_t a = 0; a < engines.size(); ++a) {
      for (size_t b = a + 1; b < engines.size(); ++b) {
        const std::vector<const EnginePair*> of_panel =
            PairsOf(panel, engines[a], engines[b], pairs);
        if (ComparedSteps(of_panel) == 0) continue;
        AppendSteps({panel.title, engines[a], engines[b]}, of_panel, data);
        if (a != 0) continue;
        if (drawn == nullptr) {
          drawn = script.AddSectionDictionary("PANEL");
          drawn->SetValue("TITLE", panel.title);
        }
        ctemplate::TemplateDictionary* series = drawn->AddSectionDictionary("SERIES");
        series->SetValue("TITLE", panel.title);
        series->SetValue("ENGINE", engines[b]);
        series->SetIntValue("COLOUR", static_cast<long>(b) + 1);  // as in disc_loss
        series->SetIntValue("N", static_cast<long>(LossDifferencesOfStep(of_panel, 0).size()));
      }
    }
  }
  if (data.rows.empty()) return absl::OkStatus();
  report.files["tables/engines-by-step.csv"] = ToCsv(BySetting(pairs));
  report.numbers[name] = ToJson(data);
  report.AddFigure(name, Expand(kLossDifferencesScript, script), name + ".csv", ToCsv(data));
  ctemplate::TemplateDictionary* figure = report.page.AddSectionDictionary("FIGURE_3");
  figure->SetValue("NAME", name);
  figure->SetIntValue("FIRST_STEPS", kFirstSteps);
  figure->SetValue("FLOOR", absl::StrFormat("%.0e", kFloor));
  return absl::OkStatus();
}

}  // namespace tenfold::reports
