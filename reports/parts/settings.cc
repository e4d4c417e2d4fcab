#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/parts.h"
#include "reports/parts/runs_link.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

std::string Accuracy(const std::vector<double>& accuracies) {
  return MeanAndStd(statistics::Mean(accuracies), statistics::SampleStd(accuracies));
}

}  // namespace

absl::Status AddSweeps(const ReportInput& input, Report& report) {
  for (const Expectation& expectation : input.runs.expectations()) {
    if (!expectation.derived) continue;
    std::vector<std::vector<std::string>> rows;
    for (const SettingRuns& runs : input.runs.expected()) {
      const Setting& setting = runs.setting;
      if (setting.experiment != expectation.experiment) continue;
      rows.push_back({setting.variant, setting.engine, CountLink(runs),
                      Accuracy(runs.TrainAccuracies()), Accuracy(runs.TestAccuracies()),
                      Number(statistics::Min(runs.TestAccuracies()))});
    }
    ctemplate::TemplateDictionary* sweep = report.page.AddSectionDictionary("SWEEP");
    sweep->SetValue("EXPERIMENT", expectation.experiment);
    sweep->SetValue("PRESET", expectation.preset);
    sweep->SetValue("TABLE", MarkdownTable({{"variant"},
                                            {"engine"},
                                            {"runs", Align::kRight},
                                            {"train", Align::kRight},
                                            {"test", Align::kRight},
                                            {"lowest test", Align::kRight}},
                                           rows));
  }
  return absl::OkStatus();
}

absl::Status AddSettings(const ReportInput& input, Report& report) {
  const RunSet& runs = input.runs;
  const std::vector<MarkdownColumn> columns = {
      {"setting"}, {"records", Align::kRight}, {"training s a run", Align::kRight}};
  const std::vector<MarkdownColumn> other_columns = {
      {"setting"}, {"runs", Align::kRight}, {"train", Align::kRight}, {"test", Align::kRight}};
  std::vector<std::vector<std::string>> rows, other_rows;
  DataTable data = {{"experiment", "preset", "overrides", "variant", "engine", "records",
                     "expected", "ok", "diverged_seeds", "missing_seeds", "train_mean",
                     "train_sample_std", "test_mean", "test_sample_std", "mean_training_time_s"},
                    {}};
  const auto add = [&](const SettingRuns& setting) {
    const std::vector<double> train = setting.TrainAccuracies();
    const std::vector<double> test = setting.TestAccuracies();
    const Setting& id = setting.setting;
    data.rows.push_back({id.experiment, id.preset, id.overrides, id.variant, id.engine,
                         setting.there(), setting.expected(), setting.ok.size(),
                         setting.diverged.empty() ? "" : SeedList(setting.diverged),
                         setting.missing.empty() ? "" : SeedList(setting.missing),
                         Cell(statistics::Mean(train)), Cell(statistics::SampleStd(train)),
                         Cell(statistics::Mean(test)), Cell(statistics::SampleStd(test)),
                         Cell(setting.MeanTrainingSeconds())});
  };
  for (const SettingRuns& setting : runs.expected()) {
    add(setting);
    rows.push_back({RunsLink(setting.setting, setting.setting.Id()),
                    absl::StrCat(setting.there(), " of ", setting.expected()),
                    Number(setting.MeanTrainingSeconds())});
  }
  for (const SettingRuns& setting : runs.others()) {
    add(setting);
    other_rows.push_back({setting.setting.Id(), CountLink(setting),
                          Accuracy(setting.TrainAccuracies()), Accuracy(setting.TestAccuracies())});
  }
  report.AddTable("settings", data);
  report.page.SetValue("SETTINGS", MarkdownTable(columns, rows));
  if (!other_rows.empty()) {
    report.page.AddSectionDictionary("OTHERS")->SetValue("OTHER_SETTINGS",
                                                         MarkdownTable(other_columns, other_rows));
  }
  return absl::OkStatus();
}

}  // namespace tenfold::reports
