#include "reports/parts/runs_link.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "reports/parts/markdown.h"

namespace tenfold::reports {
namespace {

// As --seeds takes them.
std::string SeedsOf(const SettingRuns& runs) {
  std::vector<int64_t> seeds = runs.diverged;
  for (const RunRecord* record : runs.ok) seeds.push_back(record->seed);
  std::sort(seeds.begin(), seeds.end());
  const std::string list = SeedList(seeds);
  return absl::StrReplaceAll(list.substr(list.find(' ') + 1), {{", ", ","}});
}

}  // namespace

std::string RunsLink(const Setting& setting, const std::string& text) {
  return absl::StrCat("[", text, "](", kRunsDocument, "#", Slug(setting.Id()), ")");
}

std::string CountLink(const SettingRuns& runs) { return RunsLink(runs.setting, runs.Count()); }

std::string RerunCommand(const SettingRuns& runs) {
  const Setting& setting = runs.setting;
  std::string files;  // which a run id names by their content
  std::vector<absl::string_view> changed;
  for (absl::string_view part : absl::StrSplit(setting.overrides, ',', absl::SkipEmpty())) {
    if (absl::ConsumePrefix(&part, "data=")) {
      absl::StrAppend(&files, " --data_dir=path/to/", part);
    } else if (absl::ConsumePrefix(&part, "initial_weights=")) {
      absl::StrAppend(&files, " --initial_weights=path/to/", part);
    } else {
      changed.push_back(part);
    }
  }
  const bool baseline = setting.engine == kBaselineEngine;
  return absl::StrCat("./bazelw run //", baseline ? "baselines:" : "experiments/",
                      setting.experiment, " -- --preset=", setting.preset,
                      changed.empty() ? "" : absl::StrCat(" --set=", absl::StrJoin(changed, ",")),
                      files, " --variants=", setting.variant, " --engines=", setting.engine,
                      " --seeds=", SeedsOf(runs));
}

}  // namespace tenfold::reports
