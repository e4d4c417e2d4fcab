#include <optional>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "reports/parts/markdown.h"
#include "reports/sweeps/differences.h"
#include "reports/sweeps/sections.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

std::string Text(const Metric& metric, double value) {
  return absl::StrFormat(metric.is_accuracy ? "%.3f" : "%.4g", value);
}

std::string MeanText(const Metric& metric, const std::vector<double>& values) {
  const std::optional<double> mean = statistics::Mean(values), std = statistics::SampleStd(values);
  if (!mean.has_value()) return Number(mean);
  return absl::StrCat(Text(metric, *mean), std.has_value() ? " ± " : "",
                      std.has_value() ? Text(metric, *std) : "");
}

std::string IntervalText(const Metric& metric,
                         const std::optional<statistics::Interval>& interval) {
  if (!interval.has_value()) return Number(std::nullopt);
  return absl::StrCat("[", Text(metric, interval->low), ", ", Text(metric, interval->high), "]");
}

std::vector<double> Metrics(const SettingRuns& runs, const char* name) {
  std::vector<double> values;
  for (const RunRecord* record : runs.ok) {
    const auto found = record->metrics.find(name);
    if (found != record->metrics.end()) values.push_back(found->get<double>());
  }
  return values;
}

std::vector<double> Trains(const SummaryGroup& group, const SettingRuns& runs) {
  std::vector<double> values;
  for (const RunRecord* record : runs.ok) {
    if (const auto value = group.metric->Train(*record)) values.push_back(*value);
  }
  return values;
}

std::string DifferenceText(const Metric& metric, const PairedDifference& pair) {
  if (!pair.mean.has_value()) {
    return metric.is_accuracy ? Points(pair.differences[0], 2)
                              : absl::StrFormat("%+.4g", pair.differences[0]);
  }
  if (metric.is_accuracy) return PointsWithInterval(*pair.mean);
  return absl::StrFormat("%+.4g [%+.4g, %+.4g]", pair.mean->estimate, pair.mean->low,
                         pair.mean->high);
}

}  // namespace

std::string SettingsSection(const SummaryGroup& group, Tables& tables) {
  const Metric& metric = *group.metric;
  std::vector<MarkdownColumn> columns = {{"setting"},
                                         {"n", Align::kRight},
                                         {absl::StrCat("test ", metric.name), Align::kRight},
                                         {"95 % interval", Align::kRight},
                                         {"train", Align::kRight}};
  if (!metric.is_accuracy) columns.push_back({"test R²", Align::kRight});
  columns.push_back({"training, s per run", Align::kRight});
  std::vector<std::vector<std::string>> rows;
  for (const SummarySetting& s : group.settings) {
    const std::vector<double> test = s.Tests(metric), train = Trains(group, s.runs);
    const std::vector<double> r2 = Metrics(s.runs, "test_r2");
    const std::optional<statistics::Interval> interval = statistics::MeanInterval(test);
    const std::optional<double> seconds = s.runs.MeanTrainingSeconds();
    rows.push_back({Literal(s.label), Literal(s.runs.Count()), MeanText(metric, test),
                    IntervalText(metric, interval), MeanText(metric, train)});
    if (!metric.is_accuracy)
      rows.back().push_back(MeanAndStd(statistics::Mean(r2), statistics::SampleStd(r2)));
    rows.back().push_back(seconds.has_value() ? absl::StrFormat("%.3g", *seconds) : "–");
    const Setting& setting = s.runs.setting;
    std::optional<double> low, high;
    if (interval.has_value()) {
      low = interval->low;
      high = interval->high;
    }
    tables.settings.rows.push_back(
        {group.experiment, group.dataset, setting.preset, setting.overrides, setting.variant,
         setting.engine, s.network, metric.name, s.runs.ok.size(), s.runs.diverged.size(),
         Cell(statistics::Mean(test)), Cell(statistics::SampleStd(test)), RoundedCell(low),
         RoundedCell(high), Cell(statistics::Mean(train)), Cell(statistics::SampleStd(train)),
         Cell(statistics::Mean(r2)), Cell(seconds)});
    for (const RunRecord* record : s.runs.ok) {
      tables.runs.rows.push_back({group.experiment, group.dataset, s.label, setting.engine,
                                  record->seed, "ok", metric.name, Cell(metric.Test(*record)),
                                  Cell(metric.Train(*record)), record->run_id});
    }
    for (int64_t seed : s.runs.diverged) {
      tables.runs.rows.push_back({group.experiment, group.dataset, s.label, setting.engine, seed,
                                  "diverged", metric.name, nullptr, nullptr,
                                  absl::StrFormat("%s/seed-%02d", setting.Id(), seed)});
    }
  }
  return MarkdownTable(columns, rows);
}

std::string NetworkList(const SummaryGroup& group) {
  std::string list;
  std::set<std::string> listed;
  for (const SummarySetting& s : group.settings) {
    const std::string line =
        absl::StrCat("- ", Literal(s.runs.setting.variant), ": ", Literal(s.network), "\n");
    if (!s.network.empty() && listed.insert(line).second) list += line;
  }
  return list;
}

void AddDifferencesSection(const SummaryGroup& group, const std::string& suffix,
                           Dictionary& section, Tables& tables) {
  const std::vector<PairedDifference> pairs = PairedDifferences(group);
  if (pairs.empty()) return;
  const Metric& metric = *group.metric;
  std::vector<std::vector<std::string>> rows;
  for (const PairedDifference& pair : pairs) {
    rows.push_back({Literal(pair.first->label), Literal(pair.second->label),
                    absl::StrCat(pair.differences.size()), DifferenceText(metric, pair),
                    pair.p.has_value() ? PValue(*pair.p) : "–",
                    pair.holm_p.has_value() ? PValue(*pair.holm_p) : "–",
                    pair.spread_p.has_value() ? PValue(*pair.spread_p) : "–"});
    std::optional<double> low, high;
    if (pair.mean.has_value()) {
      low = pair.mean->low;
      high = pair.mean->high;
    }
    tables.differences.rows.push_back(
        {group.experiment, group.dataset, metric.name, pair.first->label, pair.second->label,
         pair.differences.size(), Cell(statistics::Mean(pair.differences)), RoundedCell(low),
         RoundedCell(high), RoundedCell(pair.p), RoundedCell(pair.holm_p),
         RoundedCell(pair.spread_p)});
  }
  Dictionary* differences = section.AddSectionDictionary("DIFFERENCES");
  differences->SetValue("SUFFIX", suffix);
  differences->SetValue("UNIT", metric.is_accuracy ? ", in percentage points" : "");
  differences->SetIntValue("MAX_SIGN_FLIP", static_cast<long>(statistics::kMaxSignFlip));
  if (group.settings.size() > kMaxAllPairs) differences->ShowSection("WITH_FIRST");
  differences->SetValue("TABLE", MarkdownTable({{"first"},
                                                {"second"},
                                                {"n", Align::kRight},
                                                {"difference", Align::kRight},
                                                {"p", Align::kRight},
                                                {"adjusted p", Align::kRight},
                                                {"p of equal spread", Align::kRight}},
                                               rows));
}

}  // namespace tenfold::reports
