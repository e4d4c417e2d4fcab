#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "reports/parts/markdown.h"
#include "reports/parts/parts.h"

namespace tenfold::reports {
namespace {

// Those that something is expected of, then the others.
std::string ExperimentList(const RunSet& runs) {
  std::vector<std::string> names;
  const auto add = [&names](const std::string& experiment) {
    const std::string name = absl::StrCat("`", experiment, "`");
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const Expectation& expectation : runs.expectations()) add(expectation.experiment);
  for (const SettingRuns& other : runs.others()) add(other.setting.experiment);
  return AndList(std::move(names));
}

}  // namespace

absl::Status AddCompleteness(const ReportInput& input, Report& report) {
  const RunSet& runs = input.runs;
  size_t there = 0;
  size_t diverged = 0;
  for (const SettingRuns& setting : runs.expected()) {
    there += setting.there();
    diverged += setting.diverged.size();
  }
  const size_t expected = there + runs.missing();
  report.numbers["complete"] = runs.missing() == 0;
  report.numbers["expected_records"] = expected;
  report.numbers["present_records"] = there;
  report.numbers["diverged_runs"] = diverged;

  report.page.SetIntValue("EXPECTED", static_cast<long>(expected));
  report.page.SetIntValue("PRESENT", static_cast<long>(there));
  report.page.SetIntValue("MISSING", static_cast<long>(runs.missing()));
  report.page.SetValue("ENGINES", absl::StrJoin(runs.engines(), ", "));
  report.page.SetValue("MAIN_ENGINE", runs.main_engine());
  report.page.SetValue("EXPERIMENTS", ExperimentList(runs));
  report.page.ShowSection(runs.missing() == 0 ? "COMPLETE" : "PARTIAL");
  if (runs.engines().size() > 1) report.page.ShowSection("SEVERAL_ENGINES");
  if (!runs.HasEngine(kBaselineEngine))
    report.page.AddSectionDictionary("NO_BASELINE")->SetValue("BASELINE", kBaselineEngine);
  for (const SettingRuns& setting : runs.expected()) {
    if (!setting.missing.empty()) {
      ctemplate::TemplateDictionary* item = report.page.AddSectionDictionary("MISSING_ITEM");
      item->SetValue("SETTING", setting.setting.Id());
      item->SetValue("SEEDS", SeedList(setting.missing));
    }
    if (!setting.diverged.empty()) {
      ctemplate::TemplateDictionary* item = report.page.AddSectionDictionary("DIVERGED_ITEM");
      item->SetValue("SETTING", setting.setting.Id());
      item->SetValue("SEEDS", SeedList(setting.diverged));
    }
  }
  if (runs.missing() > 0) report.page.ShowSection("ANY_MISSING");
  if (diverged > 0) report.page.ShowSection("ANY_DIVERGED");
  return absl::OkStatus();
}

}  // namespace tenfold::reports
