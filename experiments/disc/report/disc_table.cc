#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "experiments/disc/report/parts.h"
#include "experiments/disc/report/verdicts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/runs_link.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

size_t CountAbove(const std::vector<double>& values) {
  return std::count_if(values.begin(), values.end(),
                       [](double value) { return value > kClaimedAccuracy; });
}

std::string Above(size_t count, const std::vector<double>& values) {
  return values.empty() ? "–" : absl::StrCat(count, " of ", values.size());
}

// How many runs of the main engine keep the claim, and the others' counts beside it.
void AddReading(const char* variant, const RunSet& runs, ctemplate::TemplateDictionary& page) {
  const SettingRuns& main = runs.Get("disc", variant, runs.main_engine());
  const size_t both = CountAbove95(main.ok);
  ctemplate::TemplateDictionary* reading = page.AddSectionDictionary("TABLE_3_READING");
  reading->SetValue("VARIANT", variant);
  reading->SetValue("ENGINE", runs.main_engine());
  reading->SetIntValue("BOTH", static_cast<long>(both));
  reading->SetIntValue("N", static_cast<long>(main.ok.size()));
  reading->ShowSection(main.ok.empty() ? "NONE" : both == main.ok.size() ? "ALL" : "SOME");
  std::vector<std::string> others;
  for (const std::string& engine : runs.engines()) {
    const SettingRuns& other = runs.Get("disc", variant, engine);
    if (engine == runs.main_engine() || other.ok.empty()) continue;
    others.push_back(
        absl::StrCat("`", engine, "` ", CountAbove95(other.ok), " of ", other.ok.size()));
  }
  if (!others.empty())
    reading->AddSectionDictionary("BESIDE")->SetValue("OTHERS", absl::StrJoin(others, ", "));
}

}  // namespace

absl::Status AddDiscTable(const ReportInput& input, Report& report) {
  std::vector<std::vector<std::string>> rows;
  DataTable data = {
      {"variant", "engine", "train_mean", "train_sample_std", "train_min", "train_above_0.95",
       "test_mean", "test_sample_std", "test_min", "test_above_0.95", "both_above_0.95", "n",
       "expected", "missing_seeds", "diverged_seeds"},
      {}};
  for (const SettingRuns& runs : input.runs.expected()) {
    if (runs.setting.experiment != "disc") continue;
    const std::vector<double> train = runs.TrainAccuracies();
    const std::vector<double> test = runs.TestAccuracies();
    rows.push_back({runs.setting.variant, runs.setting.engine, CountLink(runs),
                    MeanAndStd(statistics::Mean(train), statistics::SampleStd(train)),
                    Number(statistics::Min(train)), Above(CountAbove(train), train),
                    MeanAndStd(statistics::Mean(test), statistics::SampleStd(test)),
                    Number(statistics::Min(test)), Above(CountAbove(test), test)});
    data.rows.push_back({runs.setting.variant, runs.setting.engine, Cell(statistics::Mean(train)),
                         Cell(statistics::SampleStd(train)), Cell(statistics::Min(train)),
                         CountAbove(train), Cell(statistics::Mean(test)),
                         Cell(statistics::SampleStd(test)), Cell(statistics::Min(test)),
                         CountAbove(test), CountAbove95(runs.ok), runs.ok.size(), runs.expected(),
                         runs.missing.empty() ? "" : SeedList(runs.missing),
                         runs.diverged.empty() ? "" : SeedList(runs.diverged)});
  }
  for (const char* variant : kDiscVariants) AddReading(variant, input.runs, report.page);
  report.page.SetValue("TABLE_3", MarkdownTable({{"depth"},
                                                 {"engine"},
                                                 {"runs", Align::kRight},
                                                 {"train", Align::kRight},
                                                 {"min", Align::kRight},
                                                 {"> 0.95", Align::kRight},
                                                 {"test", Align::kRight},
                                                 {"min", Align::kRight},
                                                 {"> 0.95", Align::kRight}},
                                                rows));
  report.AddTable("table-3", data);
  return absl::OkStatus();
}

}  // namespace tenfold::reports
