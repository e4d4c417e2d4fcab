#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "experiments/pairs/report/parts.h"
#include "experiments/pairs/report/settings.h"
#include "experiments/pairs/report/texts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/report.h"
#include "statistics/inference.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

// In percentage points, by seed.
using Differences = std::map<int64_t, double>;

struct Choice {
  const char* title;
  bool PairSetting::* chosen;
};

constexpr Choice kChoices[] = {{"with weight sharing minus without", &PairSetting::weight_sharing},
                               {"with auxiliary loss minus without", &PairSetting::auxiliary_loss},
                               {"CNN minus MLP", &PairSetting::cnn}};

// What the two settings that a choice tells apart have in common: "CNN, aux.".
std::string Context(const PairSetting& setting, bool PairSetting::* chosen) {
  std::string context;
  const auto add = [&](bool PairSetting::* factor, const char* yes, const char* no) {
    if (factor == chosen) return;
    absl::StrAppend(&context, context.empty() ? "" : ", ", setting.*factor ? yes : no);
  };
  add(&PairSetting::cnn, "CNN", "MLP");
  add(&PairSetting::weight_sharing, "sharing", "no sharing");
  add(&PairSetting::auxiliary_loss, "aux.", "no aux.");
  return context;
}

// The setting that differs from this one in the choice alone.
const PairSetting& Counterpart(const PairSetting& setting, bool PairSetting::* chosen) {
  PairSetting other = setting;
  other.*chosen = !(setting.*chosen);
  return *std::find_if(std::begin(kPairSettings), std::end(kPairSettings),
                       [&](const PairSetting& s) {
                         return s.cnn == other.cnn && s.weight_sharing == other.weight_sharing &&
                                s.auxiliary_loss == other.auxiliary_loss;
                       });
}

using Runs = std::vector<const RunRecord*>;

// Those of the main engine with the seeds that decide the claims; none if a sweep has none yet.
Runs OfClaims(const RunSet& runs, const PairSetting& setting) {
  Runs chosen;
  const Setting id = runs.Get("pairs", setting.variant, runs.main_engine()).setting;
  for (const RunRecord* record : runs.All(id).ok) {
    if (kClaimSeeds.Has(record->seed)) chosen.push_back(record);
  }
  return chosen;
}

Differences Subtract(const Runs& with, const Runs& without) {
  std::map<int64_t, double> before;
  for (const RunRecord* record : without) before[record->seed] = *record->test_accuracy;
  Differences differences;
  for (const RunRecord* record : with) {
    const auto found = before.find(record->seed);
    if (found != before.end())
      differences[record->seed] = 100 * (*record->test_accuracy - found->second);
  }
  return differences;
}

// Over the seeds that all have.
Differences Average(const std::vector<Differences>& all) {
  Differences average;
  for (const auto& [seed, ignored] : all.front()) {
    double sum = 0.0;
    size_t n = 0;
    for (const Differences& differences : all) {
      const auto found = differences.find(seed);
      if (found == differences.end()) continue;
      sum += found->second;
      ++n;
    }
    if (n == all.size()) average[seed] = sum / static_cast<double>(n);
  }
  return average;
}

void AppendRows(const Choice& choice, const std::string& context, long row,
                const Differences& differences, DataTable& data) {
  std::vector<double> values;
  for (const auto& [seed, value] : differences) {
    values.push_back(value);
    data.rows.push_back(
        {choice.title, context, "seed", row, seed, Cell(value), nullptr, nullptr, nullptr});
  }
  if (values.empty()) return;
  const std::optional<statistics::Interval> mean = statistics::MeanInterval(values);
  data.rows.push_back({choice.title, context, "mean", row, nullptr, Cell(statistics::Mean(values)),
                       mean ? Cell(mean->low) : Cell({}), mean ? Cell(mean->high) : Cell({}),
                       values.size()});
}

// A little more than the largest difference or end of an interval.
double Reach(const DataTable& data) {
  double reach = 1.0;
  for (const auto& row : ToJson(data)) {
    for (const char* column : {"difference_points", "low", "high"}) {
      if (row[column].is_number()) reach = std::max(reach, std::fabs(row[column].get<double>()));
    }
  }
  return 1.06 * reach;
}

}  // namespace

absl::Status AddPairsDifferencesFigure(const ReportInput& input, Report& report) {
  const std::string name = "pairs-differences";
  const std::string& engine = input.runs.main_engine();
  ctemplate::TemplateDictionary script(name);
  script.SetValue("NAME", name);
  DataTable data = {
      {"choice", "others", "kind", "row", "seed", "difference_points", "low", "high", "n"}, {}};
  const bool of_claims =
      std::any_of(std::begin(kPairSettings), std::end(kPairSettings),
                  [&](const PairSetting& s) { return !OfClaims(input.runs, s).empty(); });
  const auto runs_of = [&](const PairSetting& setting) {
    return of_claims ? OfClaims(input.runs, setting)
                     : input.runs.Get("pairs", setting.variant, engine).ok;
  };
  for (const Choice& choice : kChoices) {
    ctemplate::TemplateDictionary* panel = script.AddSectionDictionary("PANEL");
    panel->SetValue("TITLE", choice.title);
    const auto add = [&](const std::string& label, long row, const Differences& differences) {
      AppendRows(choice, label, row, differences, data);
      ctemplate::TemplateDictionary* line = panel->AddSectionDictionary("ROW");
      line->SetValue("LABEL", label);
      line->SetIntValue("ROW", row);
    };
    std::vector<Differences> all;
    for (const PairSetting& setting : kPairSettings) {
      if (!(setting.*choice.chosen)) continue;
      const PairSetting& other = Counterpart(setting, choice.chosen);
      all.push_back(Subtract(runs_of(setting), runs_of(other)));
      add(Context(setting, choice.chosen), 6 - static_cast<long>(all.size()), all.back());
    }
    add("average of the four", 1, Average(all));
  }
  if (data.rows.empty()) {
    report.page.ShowSection("PAIRS_DIFFERENCES_MISSING");
    return absl::OkStatus();
  }
  script.SetValue("REACH", absl::StrFormat("%.3g", Reach(data)));
  report.numbers[name] = ToJson(data);
  report.AddFigure(name, Expand(kPairsDifferencesGp, script), name + ".csv", ToCsv(data));
  ctemplate::TemplateDictionary* figure = report.page.AddSectionDictionary("PAIRS_DIFFERENCES");
  figure->SetValue("NAME", name);
  figure->SetValue("ENGINE", engine);
  figure->SetValue("SEEDS", of_claims ? "of those that decide the claims"
                                      : "of the tables, as there is none that decides the claims");
  return absl::OkStatus();
}

}  // namespace tenfold::reports
