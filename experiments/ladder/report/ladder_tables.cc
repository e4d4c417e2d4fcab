#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "experiments/ladder/report/ladder_runs.h"
#include "experiments/ladder/report/parts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/runs_link.h"
#include "statistics/inference.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

using ladder::Ladder;
using ladder::Rung;

// With the number of seeds where that is not the one of the mean beside it.
std::string PointsText(const std::optional<statistics::Interval>& interval, size_t seeds,
                       const SettingRuns& runs) {
  if (!interval.has_value()) return "–";
  return absl::StrCat(PointsWithInterval(*interval),
                      seeds == runs.ok.size() ? "" : absl::StrCat(" (n = ", seeds, ")"));
}

// "0.9897 ± 0.0034 (n = 30)"
std::string AccuracyText(const SettingRuns& runs) {
  const std::vector<double> accuracies = runs.TestAccuracies();
  return absl::StrCat(
      MeanAndStd(statistics::Mean(accuracies), statistics::SampleStd(accuracies), 4),
      " (n = ", CountLink(runs), ")");
}

// What the rows of both data tables begin with.
std::vector<nlohmann::ordered_json> DataRow(const Ladder& ladder, const Rung& rung,
                                            const SettingRuns& runs,
                                            const std::vector<double>& differences,
                                            const std::optional<statistics::Interval>& interval) {
  const std::vector<double> accuracies = runs.TestAccuracies();
  const auto bound = [&](double statistics::Interval::* member) {
    return interval.has_value() ? RoundedCell((*interval).*member) : RoundedCell({});
  };
  return {ladder.name,
          rung.idea,
          runs.setting.Id(),
          runs.ok.size(),
          runs.expected(),
          Cell(statistics::Mean(accuracies)),
          Cell(statistics::SampleStd(accuracies)),
          Cell(statistics::Min(accuracies)),
          differences.size(),
          bound(&statistics::Interval::estimate),
          bound(&statistics::Interval::low),
          bound(&statistics::Interval::high),
          Cell(runs.MeanTrainingSeconds())};
}

// With few seeds the least p-value that there can be is not small beside so many tests.
bool IsTested(const std::vector<double>& differences) {
  return differences.size() > statistics::kMaxSignFlip;
}

const std::vector<std::string> kColumns = {
    "ladder",   "idea",     "setting",    "n",   "expected", "test_mean", "test_sample_std",
    "test_min", "n_paired", "difference", "low", "high",     "seconds"};

std::string RungTable(const RunSet& runs, const Ladder& ladder, DataTable& data) {
  std::vector<std::vector<std::string>> rows;
  std::optional<SettingRuns> below;
  for (const Rung& rung : ladder.rungs) {
    SettingRuns here = RunsOfRung(runs, rung);
    const std::vector<double> differences =
        below.has_value() ? PairedDifferences(*below, here) : std::vector<double>();
    const std::optional<statistics::Interval> interval = statistics::MeanInterval(differences);
    rows.push_back({absl::StrCat(rows.size() + 1, ". ", rung.idea), AccuracyText(here),
                    PointsText(interval, differences.size(), here),
                    Number(here.MeanTrainingSeconds(), 2)});
    data.rows.push_back(DataRow(ladder, rung, here, differences, interval));
    below = std::move(here);
  }
  return MarkdownTable({{"rung"},
                        {"test accuracy", Align::kRight},
                        {"points added", Align::kRight},
                        {"s a run", Align::kRight}},
                       rows);
}

std::string AblationTable(const RunSet& runs, const Ladder& ladder, DataTable& data) {
  const SettingRuns top = RunsOfRung(runs, ladder.rungs.back());
  std::vector<SettingRuns> groups;
  std::vector<std::vector<double>> differences;
  std::vector<double> p_values;  // of the family: those that can be tested
  for (const Rung& rung : ladder.ablations) {
    groups.push_back(RunsOfRung(runs, rung));
    differences.push_back(PairedDifferences(top, groups.back()));
    if (IsTested(differences.back())) p_values.push_back(*statistics::StudentP(differences.back()));
  }
  const std::vector<double> adjusted = statistics::HolmAdjusted(p_values);
  std::vector<std::vector<std::string>> rows;
  size_t tested = 0;
  for (size_t i = 0; i < groups.size(); ++i) {
    const Rung& rung = ladder.ablations[i];
    const std::optional<statistics::Interval> interval = statistics::MeanInterval(differences[i]);
    const std::optional<double> holm =
        IsTested(differences[i]) ? std::optional<double>(adjusted[tested++]) : std::nullopt;
    rows.push_back(
        {rung.idea, AccuracyText(groups[i]), PointsText(interval, differences[i].size(), groups[i]),
         holm.has_value() ? PValue(*holm) : "–", Number(groups[i].MeanTrainingSeconds(), 2)});
    data.rows.push_back(DataRow(ladder, rung, groups[i], differences[i], interval));
    data.rows.back().push_back(RoundedCell(holm));
  }
  return MarkdownTable({{"the top, but"},
                        {"test accuracy", Align::kRight},
                        {"points", Align::kRight},
                        {"p (Holm)", Align::kRight},
                        {"s a run", Align::kRight}},
                       rows);
}

}  // namespace

absl::Status AddLadders(const ReportInput& input, Report& report) {
  const std::vector<const Ladder*> ladders = ClimbedLadders(input.runs);
  if (ladders.empty()) return absl::OkStatus();
  DataTable rungs = {kColumns, {}}, ablations = {kColumns, {}};
  ablations.columns.push_back("holm_p");
  report.page.ShowSection("FAR");
  ctemplate::TemplateDictionary* section = report.page.AddSectionDictionary("LADDERS");
  section->SetValue("ENGINE", input.runs.main_engine());
  for (const Ladder* ladder : ladders) {
    ctemplate::TemplateDictionary* entry = section->AddSectionDictionary("LADDER");
    entry->SetValue("TITLE", ladder->title);
    entry->SetValue("RUNGS", RungTable(input.runs, *ladder, rungs));
    if (ladder->ablations.empty()) continue;
    entry->AddSectionDictionary("ABLATIONS")
        ->SetValue("TABLE", AblationTable(input.runs, *ladder, ablations));
  }
  report.AddTable("ladder", rungs);
  report.AddTable("ladder-ablations", ablations);
  return absl::OkStatus();
}

}  // namespace tenfold::reports
