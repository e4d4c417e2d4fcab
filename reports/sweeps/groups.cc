#include "reports/sweeps/groups.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace tenfold::reports {
namespace {

constexpr Metric kAccuracyMetric = {"accuracy", true};
constexpr Metric kRmseMetric = {"RMSE", false};

std::optional<double> Number(const RunRecord& record, const char* name) {
  const auto found = record.metrics.find(name);
  if (found == record.metrics.end()) return std::nullopt;
  return found->get<double>();
}

// What a run that diverged would be judged by is not in its record; its network's other runs say.
bool HasAccuracies(const RunRecord& record) { return record.metrics.empty(); }

// What differs from the preset but the data set, which the group has.
std::string OverridesWithoutData(const std::string& overrides) {
  std::vector<std::string> parts = absl::StrSplit(overrides, ',', absl::SkipEmpty());
  parts.erase(std::remove_if(parts.begin(), parts.end(),
                             [](const std::string& p) { return absl::StartsWith(p, "data="); }),
              parts.end());
  return absl::StrJoin(parts, ",");
}

// Labels of the parts in which the settings differ; the variant is always there.
void LabelSettings(SummaryGroup& group) {
  std::set<std::string> presets, overrides, engines;
  std::map<std::string, std::set<std::string>> networks;  // by name
  for (const SummarySetting& s : group.settings) {
    presets.insert(s.runs.setting.preset);
    overrides.insert(OverridesWithoutData(s.runs.setting.overrides));
    engines.insert(s.runs.setting.engine);
    networks[s.runs.setting.variant].insert(s.network);
  }
  for (SummarySetting& s : group.settings) {
    const Setting& setting = s.runs.setting;
    std::vector<std::string> parts = {setting.variant};
    if (networks[setting.variant].size() > 1) parts.push_back(absl::StrCat("(", s.network, ")"));
    if (presets.size() > 1) parts.push_back(setting.preset);
    const std::string changed = OverridesWithoutData(setting.overrides);
    if (overrides.size() > 1 && !changed.empty()) parts.push_back(changed);
    if (engines.size() > 1) parts.push_back(setting.engine);
    s.label = absl::StrJoin(parts, " ");
  }
}

}  // namespace

std::optional<double> Metric::Test(const RunRecord& record) const {
  return is_accuracy ? record.test_accuracy : Number(record, "test_rmse");
}

std::optional<double> Metric::Train(const RunRecord& record) const {
  return is_accuracy ? record.train_accuracy : Number(record, "train_rmse");
}

std::vector<double> SummarySetting::Tests(const Metric& metric) const {
  std::vector<double> values;
  for (const RunRecord* record : runs.ok) {
    if (const std::optional<double> value = metric.Test(*record)) values.push_back(*value);
  }
  return values;
}

absl::StatusOr<std::vector<SummaryGroup>> GroupRecords(const std::vector<RunRecord>& records) {
  if (records.empty()) {
    return absl::InvalidArgumentError("there are no run records; expected at least one");
  }
  // Settings of runs that all diverged are judged as the others of their experiment and data.
  std::map<std::pair<std::string, std::string>, bool> by_accuracy;
  for (const RunRecord& record : records) {
    if (record.status == "ok") {
      by_accuracy[{record.experiment, record.dataset}] |= HasAccuracies(record);
    }
  }
  using SettingKey = std::pair<Setting, std::string>;
  std::map<std::tuple<std::string, std::string, bool>, std::map<SettingKey, SettingRuns>> groups;
  std::map<SettingKey, bool> accuracies;
  for (const RunRecord& record : records) {
    if (record.status != "ok") continue;
    const Setting setting = {record.experiment, record.preset, record.overrides, record.variant,
                             record.engine};
    accuracies[{setting, record.network}] = HasAccuracies(record);
  }
  for (const RunRecord& record : records) {
    const Setting setting = {record.experiment, record.preset, record.overrides, record.variant,
                             record.engine};
    const SettingKey key = {setting, record.network};
    const auto known = accuracies.find(key);
    const auto sibling = by_accuracy.find({record.experiment, record.dataset});
    const bool accuracy = known != accuracies.end()      ? known->second
                          : sibling != by_accuracy.end() ? sibling->second
                                                         : true;
    SettingRuns& runs = groups[{record.experiment, record.dataset, !accuracy}][key];
    runs.setting = setting;
    if (record.status == "ok") {
      runs.ok.push_back(&record);
    } else {
      runs.diverged.push_back(record.seed);
    }
  }
  std::vector<SummaryGroup> result;
  for (auto& [name, settings] : groups) {
    const auto& [experiment, dataset, errors] = name;
    SummaryGroup group = {experiment, dataset, errors ? &kRmseMetric : &kAccuracyMetric, {}};
    for (auto& [key, runs] : settings) {
      std::sort(runs.ok.begin(), runs.ok.end(),
                [](const RunRecord* a, const RunRecord* b) { return a->seed < b->seed; });
      std::sort(runs.diverged.begin(), runs.diverged.end());
      group.settings.push_back({std::move(runs), key.second, ""});
    }
    LabelSettings(group);
    result.push_back(std::move(group));
  }
  return result;
}

}  // namespace tenfold::reports
