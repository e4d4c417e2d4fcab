#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/parts.h"

namespace tenfold::reports {
namespace {

using measurements::Benchmark;
using measurements::Ratio;
using measurements::Timing;
using Json = nlohmann::ordered_json;

// Single operations are too many for a page; they stay in the JSON.
bool OnPage(const std::string& workload) { return !absl::StartsWith(workload, "operation/"); }

std::string RatioText(const Ratio& row) {
  return absl::StrFormat("%.2f [%.2f, %.2f]%s", row.ratio->estimate, row.ratio->low,
                         row.ratio->high, row.narrow ? "" : " wide");
}

// A row of the table for machines; of a workload that was not begun little is known.
std::vector<Json> RatioCells(const Ratio& row) {
  if (row.engine.empty()) return {row.workload, {}, {}, {}, {}, {}, {}, {}, {}};
  std::vector<Json> cells = {row.workload, row.engine, row.baseline, row.configuration};
  for (double statistics::Interval::* part :
       {&statistics::Interval::estimate, &statistics::Interval::low, &statistics::Interval::high}) {
    cells.push_back(row.ratio.has_value() ? Json((*row.ratio).*part) : Json());
  }
  cells.push_back(row.rounds);
  cells.push_back(row.disturbed_rounds);
  return cells;
}

void AddRatios(const Benchmark& benchmark, Report& report, ctemplate::TemplateDictionary& page) {
  DataTable data = {{"workload", "engine", "baseline", "configuration", "ratio", "low", "high",
                     "rounds", "disturbed_rounds"},
                    {}};
  std::vector<std::vector<std::string>> rows;
  for (const Ratio& row : benchmark.ratios) {
    if (!OnPage(row.workload)) continue;
    data.rows.push_back(RatioCells(row));
    rows.push_back({row.workload, row.engine, RatioText(row), absl::StrCat(row.rounds),
                    row.baseline, row.configuration});
  }
  int not_measured = 0;
  for (const Ratio& row : benchmark.not_measured) {
    if (!OnPage(row.workload)) continue;
    data.rows.push_back(RatioCells(row));
    ++not_measured;
  }
  report.AddTable("table-6", data);
  if (benchmark.session.peers.has_value()) {
    page.AddSectionDictionary("PEERS")->SetValue(
        "VERSIONS", absl::StrJoin(*benchmark.session.peers, ", ", absl::PairFormatter(" ")));
  }
  page.SetValue("TABLE_6", MarkdownTable({{"workload"},
                                          {"engine"},
                                          {"times as fast", Align::kRight},
                                          {"rounds", Align::kRight},
                                          {"as"},
                                          {"in its configuration"}},
                                         rows));
  if (not_measured > 0)
    page.AddSectionDictionary("NOT_MEASURED")->SetIntValue("ROWS", not_measured);
}

void AddTimes(const Benchmark& benchmark, Report& report, ctemplate::TemplateDictionary& page) {
  DataTable data = {{"workload", "engine", "configuration", "seconds", "gflops", "all_disturbed"},
                    {}};
  std::vector<std::string> workloads, engines;
  const auto remember = [](const std::string& name, std::vector<std::string>& names) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  // An engine's fastest configuration.
  const auto fastest = [&](const std::string& workload, const std::string& engine) {
    const Timing* best = nullptr;
    for (const Timing& row : benchmark.timings) {
      if (row.workload == workload && row.engine == engine &&
          (best == nullptr || row.seconds < best->seconds))
        best = &row;
    }
    return best;
  };
  for (const Timing& row : benchmark.timings) {
    if (!OnPage(row.workload)) continue;
    data.rows.push_back(
        {row.workload, row.engine, row.configuration, row.seconds, row.gflops, row.all_disturbed});
    remember(row.workload, workloads);
    remember(row.engine, engines);
  }
  std::vector<MarkdownColumn> columns = {{"workload"}};
  for (const std::string& engine : engines) columns.push_back({engine, Align::kRight});
  std::vector<std::vector<std::string>> rows;
  for (const std::string& workload : workloads) {
    rows.push_back({workload});
    for (const std::string& engine : engines) {
      const Timing* row = fastest(workload, engine);
      rows.back().push_back(
          row == nullptr ? "–" : absl::StrFormat("%.3g (%.0f)", row->seconds * 1e3, row->gflops));
    }
  }
  report.AddTable("table-7", data);
  page.SetValue("TABLE_7", MarkdownTable(columns, rows));
}

// How the session was made.
void AddSessionFacts(const Benchmark& benchmark, ctemplate::TemplateDictionary& page) {
  const measurements::Session& session = benchmark.session;
  std::vector<std::string> parts = {absl::StrCat("options `", session.flags, "`")};
  for (const auto& [library, version] : session.provenance.versions) {
    parts.push_back(absl::StrCat(library, " ", version));
  }
  if (session.blas.has_value()) {
    for (const auto& [name, of_blas] : *session.blas) {
      if (name == "libtorch") parts.push_back(absl::StrCat("libtorch ", of_blas));
      if (name == "kernel") parts.push_back(absl::StrCat("BLAS kernel ", of_blas));
      if (name == "libtorch_blas") page.AddSectionDictionary("BLAS")->SetValue("NAME", of_blas);
    }
  }
  page.AddSectionDictionary("MADE_WITH")->SetValue("WHAT", absl::StrJoin(parts, ", "));
  parts.clear();
  if (benchmark.quick) parts.push_back("it is a quick one");
  if (session.interrupted) parts.push_back("it was interrupted");
  if (session.kept_disturbed) parts.push_back("disturbed rounds were kept");
  if (session.was_busy()) parts.push_back("the machine was busy when it began");
  if (!parts.empty())
    page.AddSectionDictionary("RESERVATIONS")->SetValue("WHAT", absl::StrJoin(parts, ", "));
}

// What a process does before its first step on the network that all engines plan alike: W2.
void AddColdStarts(const Benchmark& benchmark, Report& report,
                   ctemplate::TemplateDictionary& page) {
  DataTable data = {{"workload", "engine", "configuration", "load_s", "cold_start_s", "plan_s",
                     "first_step_s", "seconds"},
                    {}};
  std::vector<std::vector<std::string>> rows;
  for (const Timing& row : benchmark.timings) {
    if (!OnPage(row.workload) || !row.cold_start.has_value()) continue;
    const auto& [first_plan, plan, first_step] = *row.cold_start;
    data.rows.push_back({row.workload, row.engine, row.configuration, row.load_s, first_plan, plan,
                         first_step, row.seconds});
    if (row.workload != "W2") continue;
    rows.push_back({row.engine, row.configuration});
    for (double seconds : {row.load_s, first_plan, plan, first_step}) {
      rows.back().push_back(absl::StrFormat("%.2g", seconds * 1e3));
    }
  }
  if (data.rows.empty()) return;
  report.AddTable("cold-start", data);
  if (rows.empty()) return;
  page.AddSectionDictionary("COLD_START")
      ->SetValue("TABLE", MarkdownTable({{"engine"},
                                         {"configuration"},
                                         {"start and libraries", Align::kRight},
                                         {"first plan", Align::kRight},
                                         {"plan again", Align::kRight},
                                         {"first step", Align::kRight}},
                                        rows));
}

}  // namespace

absl::Status AddSpeedTables(const ReportInput& input, Report& report) {
  if (!input.benchmark.has_value()) return absl::OkStatus();
  const Benchmark& benchmark = *input.benchmark;
  const measurements::Session& session = benchmark.session;
  ctemplate::TemplateDictionary* page = report.page.AddSectionDictionary("SPEED");
  page->SetValue("CPU", session.provenance.cpu);
  page->SetValue("ISA", session.isa);
  page->SetValue("COMPILER", session.provenance.compiler);
  page->SetValue("DATE", session.date.substr(0, 10));
  page->SetValue("PEAK", absl::StrFormat("%.0f", session.peak_gflops.of_one_core));
  AddSessionFacts(benchmark, *page);
  AddRatios(benchmark, report, *page);
  AddTimes(benchmark, report, *page);
  AddColdStarts(benchmark, report, *page);
  return absl::OkStatus();
}

}  // namespace tenfold::reports
