#include "reports/sweeps/summary.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/files.h"
#include "base/staged_folder.h"
#include "base/status_macros.h"
#include "reports/page/gnuplot.h"
#include "reports/page/html.h"
#include "reports/parts/markdown.h"
#include "reports/parts/report.h"
#include "reports/parts/texts.h"
#include "reports/sweeps/groups.h"
#include "reports/sweeps/sections.h"
#include "reports/sweeps/texts.h"

namespace tenfold::reports {
namespace {

constexpr int64_t kMaxPictureBytes = int64_t{1} << 26;
constexpr char kDocument[] = "SUMMARY.md";

using Dictionary = ctemplate::TemplateDictionary;

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
    section.SetValue("TABLE", SettingsSection(group, tables));
    if (const std::string list = NetworkList(group); !list.empty()) {
      section.AddSectionDictionary("NETWORKS")->SetValue("LIST", list);
    }
    // Headings are told apart.
    const std::string suffix =
        groups.size() == 1
            ? ""
            : absl::StrCat(": ", group.experiment, ", ", group.dataset, ", ", group.metric->name);
    AddPointsFigure(group, absl::StrCat("points-", i + 1), section, report);
    AddDifferencesSection(group, suffix, section, tables);
    AddLossesFigure(group, absl::StrCat("losses-", i + 1), suffix, section, tables, report);
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
  TENFOLD_ASSIGN_OR_RETURN(const std::vector<SummaryGroup> groups, GroupRecords(records));
  Report report;
  MakePage(groups, report);
  report.files[kDocument] = Expand(kSummaryMd, report.page);
  report.files["numbers.json"] =
      report.numbers.dump(1, ' ', /*ensure_ascii=*/true,
                          nlohmann::ordered_json::error_handler_t::replace) +
      "\n";
  report.files["figures/style.gp"] = kStyleGp;
  TENFOLD_ASSIGN_OR_RETURN(StagedFolder output, StagedFolder::Within(output_dir, "numbers.json"));
  for (const auto& [name, content] : report.files) {
    TENFOLD_RETURN_IF_ERROR(output.Write(name, content));
  }
  Pictures pictures;
  for (const std::string& figure : report.figures) {
    TENFOLD_RETURN_IF_ERROR(RunGnuplot(output.path() + "/figures", figure));
    const std::string name = absl::StrCat("figures/", figure, ".svg");
    TENFOLD_ASSIGN_OR_RETURN(std::string svg,
                             ReadFile(absl::StrCat(output.path(), "/", name), kMaxPictureBytes));
    pictures[name] = std::move(svg);
  }
  absl::Status status = output.Write(
      "summary.html", HtmlPage({{kDocument, report.files.at(kDocument)}}, pictures, report.files));
  if (!status.ok()) return status;
  return output.Commit();
}

}  // namespace tenfold::reports
