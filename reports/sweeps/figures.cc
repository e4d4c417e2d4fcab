#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "reports/parts/loss_by_epoch.h"
#include "reports/sweeps/sections.h"
#include "reports/sweeps/texts.h"
#include "statistics/inference.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

constexpr size_t kMaxDrawn = 7;  // as there are colours
constexpr size_t kMaxRows = 40;  // of points; more would make a picture that nobody can print

using Dictionary = ctemplate::TemplateDictionary;

// As figures have it: whatever a record says, it is no script.
std::string PlainLabel(std::string label) {
  for (char& c : label) {
    if (!absl::ascii_isalnum(c) && !absl::StrContains("._,=+-() ", c)) c = '_';
  }
  constexpr size_t kLongest = 60;
  return label.size() > kLongest ? label.substr(0, kLongest - 3) + "..." : label;
}

}  // namespace

// Runs of a setting are spread over its row in the order of their seeds.
void AddPointsFigure(const SummaryGroup& group, const std::string& name, Dictionary& section,
                     Report& report) {
  DataTable data = {{"kind", "setting", "seed", "place", "test", "low", "high", "n"}, {}};
  Dictionary script(name);
  size_t longest = 0;
  const size_t rows = std::min(group.settings.size(), kMaxRows);
  for (size_t i = 0; i < rows; ++i) {
    const SummarySetting& s = group.settings[i];
    const double row = static_cast<double>(i + 1);
    const size_t count = s.runs.ok.size();
    for (size_t r = 0; r < count; ++r) {
      const double place =
          row + 0.12 +
          0.3 * static_cast<double>(r) / static_cast<double>(std::max<size_t>(count - 1, 1));
      data.rows.push_back({"run", s.label, s.runs.ok[r]->seed, RoundedCell(place),
                           Cell(group.metric->Test(*s.runs.ok[r])), nullptr, nullptr, 1});
    }
    const std::vector<double> tests = s.Tests(*group.metric);
    if (const std::optional<double> mean = statistics::Mean(tests)) {
      const statistics::Interval interval =
          statistics::MeanInterval(tests).value_or(statistics::Interval{*mean, *mean, *mean});
      data.rows.push_back({"mean", s.label, nullptr, row - 0.1, Cell(mean),
                           RoundedCell(interval.low), RoundedCell(interval.high), count});
    }
    Dictionary* tic = script.AddSectionDictionary("TIC");
    const std::string label = PlainLabel(s.label);
    longest = std::max(longest, label.size());
    tic->SetValue("LABEL", label);
    tic->SetIntValue("PLACE", static_cast<long>(i + 1));
    if (i + 1 < rows) tic->ShowSection("MORE");
  }
  if (data.rows.empty()) return;
  script.SetValue("NAME", name);
  script.SetValue("METRIC", group.metric->name);
  script.SetIntValue("COUNT", static_cast<long>(rows));
  script.SetIntValue("HEIGHT", 90 + 46 * static_cast<long>(rows));
  script.SetIntValue("MARGIN", static_cast<long>(std::min<size_t>(longest, 34) + 3));
  report.AddFigure(name, Expand(kSummaryPointsGp, script), name + ".csv", ToCsv(data));
  Dictionary* points = section.AddSectionDictionary("POINTS");
  points->SetValue("NAME", name);
  points->SetValue("METRIC", group.metric->name);
  if (rows < group.settings.size()) {
    points->AddSectionDictionary("CUT")->SetIntValue("DRAWN", static_cast<long>(rows));
  }
}

void AddLossesFigure(const SummaryGroup& group, const std::string& name, const std::string& suffix,
                     Dictionary& section, Tables& tables, Report& report) {
  DataTable drawn = {{"number", "setting", "epoch", "mean", "sample_std", "lower", "upper", "n"},
                     {}};
  Dictionary script(name);
  size_t epochs = 0, lines = 0;
  std::vector<Dictionary*> entries;
  for (size_t i = 0; i < group.settings.size(); ++i) {
    const SummarySetting& s = group.settings[i];
    DataTable losses = LossTable();
    AppendLosses(s.runs, losses);
    for (const auto& row : losses.rows) {
      tables.losses.rows.push_back(
          {group.experiment, group.dataset, s.label, row[2], row[3], row[4], row[7]});
      if (i < kMaxDrawn) {
        drawn.rows.push_back({i + 1, s.label, row[2], row[3], row[4], row[5], row[6], row[7]});
      }
    }
    if (losses.rows.empty() || i >= kMaxDrawn) continue;
    epochs = std::max(epochs, losses.rows.size());
    ++lines;
    if (s.runs.ok.size() > 1) {
      script.AddSectionDictionary("BAND")->SetIntValue("NUMBER", static_cast<long>(i + 1));
    }
    Dictionary* line = script.AddSectionDictionary("LINE");
    line->SetIntValue("NUMBER", static_cast<long>(i + 1));
    line->SetValue("LABEL", PlainLabel(s.label));
    if (!entries.empty()) entries.back()->ShowSection("MORE");
    entries.push_back(line);
  }
  if (drawn.rows.empty()) return;
  script.SetValue("NAME", name);
  script.SetIntValue("EPOCHS", static_cast<long>(epochs));
  script.SetIntValue("HEIGHT", 260 + 20 * static_cast<long>(lines));
  script.SetValue("TOP", absl::StrFormat("%.3g", TopOfLosses(drawn)));
  report.AddFigure(name, Expand(kSummaryLossesGp, script), name + ".csv", ToCsv(drawn));
  Dictionary* figure = section.AddSectionDictionary("LOSSES");
  figure->SetValue("NAME", name);
  figure->SetValue("SUFFIX", suffix);
  if (group.settings.size() > kMaxDrawn) {
    figure->AddSectionDictionary("CUT")->SetIntValue("DRAWN", static_cast<long>(kMaxDrawn));
  }
}

}  // namespace tenfold::reports
