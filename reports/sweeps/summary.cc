#include "reports/sweeps/summary.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/files.h"
#include "base/staged_folder.h"
#include "reports/page/gnuplot.h"
#include "reports/page/html.h"
#include "reports/parts/data_table.h"
#include "reports/parts/loss_by_epoch.h"
#include "reports/parts/markdown.h"
#include "reports/parts/report.h"
#include "reports/parts/texts.h"
#include "reports/sweeps/differences.h"
#include "reports/sweeps/groups.h"
#include "reports/sweeps/texts.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

constexpr size_t kMaxDrawn = 7;  // as there are colours
constexpr int64_t kMaxPictureBytes = int64_t{1} << 26;
constexpr char kDocument[] = "SUMMARY.md";

using Dictionary = ctemplate::TemplateDictionary;

// As figures have it: whatever a record says, it is no script.
std::string PlainLabel(std::string label) {
  for (char& c : label) {
    if (!absl::ascii_isalnum(c) && !absl::StrContains("._,=+-() ", c)) c = '_';
  }
  constexpr size_t kLongest = 60;
  return label.size() > kLongest ? label.substr(0, kLongest - 3) + "..." : label;
}

std::string Text(const Metric& metric, double value) {
  return absl::StrFormat(metric.is_accuracy ? "%.3f" : "%.4g", value);
}

std::string MeanText(const Metric& metric, const std::vector<double>& values) {
  const std::optional<double> mean = Mean(values), std = SampleStd(values);
  if (!mean.has_value()) return Number(mean);
  return absl::StrCat(Text(metric, *mean), std.has_value() ? " ± " : "",
                      std.has_value() ? Text(metric, *std) : "");
}

std::string IntervalText(const Metric& metric, const std::optional<Interval>& interval) {
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

// The tables of all groups, for machines.
struct Tables {
  DataTable settings = {
      {"experiment", "data", "preset", "overrides", "variant", "engine", "network", "metric", "n",
       "diverged", "test_mean", "test_sample_std", "test_low", "test_high", "train_mean",
       "train_sample_std", "test_r2_mean", "training_s_mean"},
      {}};
  DataTable differences = {{"experiment", "data", "metric", "first", "second", "n", "mean", "low",
                            "high", "p", "holm_p"},
                           {}};
  DataTable runs = {{"experiment", "data", "setting", "engine", "seed", "status", "metric", "test",
                     "train", "run_id"},
                    {}};
  DataTable losses = {{"experiment", "data", "setting", "epoch", "mean", "sample_std", "n"}, {}};
};

std::string AddSettings(const SummaryGroup& group, Tables& tables) {
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
    const std::optional<Interval> interval = MeanInterval(test);
    const std::optional<double> seconds = s.runs.MeanTrainingSeconds();
    rows.push_back({Literal(s.label), Literal(s.runs.Count()), MeanText(metric, test),
                    IntervalText(metric, interval), MeanText(metric, train)});
    if (!metric.is_accuracy) rows.back().push_back(MeanAndStd(Mean(r2), SampleStd(r2)));
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
         Cell(Mean(test)), Cell(SampleStd(test)), RoundedCell(low), RoundedCell(high),
         Cell(Mean(train)), Cell(SampleStd(train)), Cell(Mean(r2)), Cell(seconds)});
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

std::string DifferenceText(const Metric& metric, const PairedDifference& pair) {
  if (!pair.mean.has_value()) {
    return metric.is_accuracy ? Points(pair.differences[0], 2)
                              : absl::StrFormat("%+.4g", pair.differences[0]);
  }
  if (metric.is_accuracy) return PointsWithInterval(*pair.mean);
  return absl::StrFormat("%+.4g [%+.4g, %+.4g]", pair.mean->estimate, pair.mean->low,
                         pair.mean->high);
}

void AddDifferences(const SummaryGroup& group, const std::string& suffix, Dictionary& section,
                    Tables& tables) {
  const std::vector<PairedDifference> pairs = PairedDifferences(group);
  if (pairs.empty()) return;
  const Metric& metric = *group.metric;
  std::vector<std::vector<std::string>> rows;
  for (const PairedDifference& pair : pairs) {
    rows.push_back({Literal(pair.first->label), Literal(pair.second->label),
                    absl::StrCat(pair.differences.size()), DifferenceText(metric, pair),
                    pair.p.has_value() ? PValue(*pair.p) : "–",
                    pair.holm_p.has_value() ? PValue(*pair.holm_p) : "–"});
    std::optional<double> low, high;
    if (pair.mean.has_value()) {
      low = pair.mean->low;
      high = pair.mean->high;
    }
    tables.differences.rows.push_back(
        {group.experiment, group.dataset, metric.name, pair.first->label, pair.second->label,
         pair.differences.size(), Cell(Mean(pair.differences)), RoundedCell(low), RoundedCell(high),
         RoundedCell(pair.p), RoundedCell(pair.holm_p)});
  }
  Dictionary* differences = section.AddSectionDictionary("DIFFERENCES");
  differences->SetValue("SUFFIX", suffix);
  differences->SetValue("UNIT", metric.is_accuracy ? ", in percentage points" : "");
  differences->SetIntValue("MAX_SIGN_FLIP", static_cast<long>(kMaxSignFlip));
  if (group.settings.size() > kMaxAllPairs) differences->ShowSection("WITH_FIRST");
  differences->SetValue("TABLE", MarkdownTable({{"first"},
                                                {"second"},
                                                {"n", Align::kRight},
                                                {"difference", Align::kRight},
                                                {"p", Align::kRight},
                                                {"adjusted p", Align::kRight}},
                                               rows));
}

// Runs of a setting are spread over its row in the order of their seeds.
void AddPoints(const SummaryGroup& group, const std::string& name, Dictionary& section,
               Report& report) {
  DataTable data = {{"kind", "setting", "seed", "place", "test", "low", "high", "n"}, {}};
  Dictionary script(name);
  size_t longest = 0;
  for (size_t i = 0; i < group.settings.size(); ++i) {
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
    if (const std::optional<double> mean = Mean(tests)) {
      const Interval interval = MeanInterval(tests).value_or(Interval{*mean, *mean, *mean});
      data.rows.push_back({"mean", s.label, nullptr, row - 0.1, Cell(mean),
                           RoundedCell(interval.low), RoundedCell(interval.high), count});
    }
    Dictionary* tic = script.AddSectionDictionary("TIC");
    const std::string label = PlainLabel(s.label);
    longest = std::max(longest, label.size());
    tic->SetValue("LABEL", label);
    tic->SetIntValue("PLACE", static_cast<long>(i + 1));
    if (i + 1 < group.settings.size()) tic->ShowSection("MORE");
  }
  if (data.rows.empty()) return;
  script.SetValue("NAME", name);
  script.SetValue("METRIC", group.metric->name);
  script.SetIntValue("COUNT", static_cast<long>(group.settings.size()));
  script.SetIntValue("HEIGHT", 90 + 46 * static_cast<long>(group.settings.size()));
  script.SetIntValue("MARGIN", static_cast<long>(std::min<size_t>(longest, 34) + 3));
  report.AddFigure(name, Expand(kSummaryPointsGp, script), name + ".csv", ToCsv(data));
  Dictionary* points = section.AddSectionDictionary("POINTS");
  points->SetValue("NAME", name);
  points->SetValue("METRIC", group.metric->name);
}

void AddLosses(const SummaryGroup& group, const std::string& name, const std::string& suffix,
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

void MakePage(const std::vector<SummaryGroup>& groups, Report& report) {
  Tables tables;
  size_t runs = 0, settings = 0, diverged = 0;
  std::set<std::string> experiments;
  for (size_t i = 0; i < groups.size(); ++i) {
    const SummaryGroup& group = groups[i];
    Dictionary& section = *report.page.AddSectionDictionary("GROUP");
    section.SetValue("EXPERIMENT", group.experiment);
    section.SetValue("DATASET", group.dataset);
    section.SetValue("METRIC", group.metric->name);
    section.SetValue("TABLE", AddSettings(group, tables));
    if (const std::string list = NetworkList(group); !list.empty()) {
      section.AddSectionDictionary("NETWORKS")->SetValue("LIST", list);
    }
    // Headings are told apart.
    const std::string suffix =
        groups.size() == 1
            ? ""
            : absl::StrCat(": ", group.experiment, ", ", group.dataset, ", ", group.metric->name);
    AddPoints(group, absl::StrCat("points-", i + 1), section, report);
    AddDifferences(group, suffix, section, tables);
    AddLosses(group, absl::StrCat("losses-", i + 1), suffix, section, tables, report);
    experiments.insert(group.experiment);
    settings += group.settings.size();
    for (const SummarySetting& s : group.settings) {
      runs += s.runs.there();
      diverged += s.runs.diverged.size();
    }
  }
  report.page.SetValue("EXPERIMENTS", AndList({experiments.begin(), experiments.end()}));
  report.page.SetValue("RUNS", absl::StrCat(runs, runs == 1 ? " run" : " runs"));
  report.page.SetValue("SETTINGS",
                       absl::StrCat(settings, settings == 1 ? " setting" : " settings"));
  if (diverged > 0) {
    report.page.AddSectionDictionary("DIVERGED")->SetIntValue("COUNT", static_cast<long>(diverged));
  }
  report.AddTable("settings", tables.settings);
  report.AddTable("differences", tables.differences);
  report.AddTable("runs", tables.runs);
  report.AddTable("losses", tables.losses);
}

}  // namespace

absl::Status WriteSummary(std::vector<RunRecord> records, const std::string& output_dir) {
  const absl::StatusOr<std::vector<SummaryGroup>> groups = GroupRecords(records);
  if (!groups.ok()) return groups.status();
  Report report;
  MakePage(*groups, report);
  report.files[kDocument] = Expand(kSummaryMd, report.page);
  report.files["numbers.json"] =
      report.numbers.dump(1, ' ', /*ensure_ascii=*/true,
                          nlohmann::ordered_json::error_handler_t::replace) +
      "\n";
  report.files["figures/style.gp"] = kStyleGp;
  absl::StatusOr<StagedFolder> output = StagedFolder::Within(output_dir, "numbers.json");
  if (!output.ok()) return output.status();
  for (const auto& [name, content] : report.files) {
    if (absl::Status status = output->Write(name, content); !status.ok()) return status;
  }
  Pictures pictures;
  for (const std::string& figure : report.figures) {
    absl::Status status = RunGnuplot(output->path() + "/figures", figure);
    if (!status.ok()) return status;
    const std::string name = absl::StrCat("figures/", figure, ".svg");
    absl::StatusOr<std::string> svg =
        ReadFile(absl::StrCat(output->path(), "/", name), kMaxPictureBytes);
    if (!svg.ok()) return svg.status();
    pictures[name] = *std::move(svg);
  }
  absl::Status status =
      output->Write("summary.html", HtmlPage({{kDocument, report.files.at(kDocument)}}, pictures));
  if (!status.ok()) return status;
  return output->Commit();
}

}  // namespace tenfold::reports
