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

using Json = nlohmann::ordered_json;

absl::Status Lacks(const std::string& what) {
  return absl::InvalidArgumentError(absl::StrCat(
      "--benchmark: ", what, "; expected what //benchmarks:side_by_side --json wrote"));
}

// The rows of an array; each has the members of these types.
absl::Status CheckRows(const Json& benchmark, const char* array,
                       const std::vector<const char*>& strings,
                       const std::vector<const char*>& numbers) {
  const auto rows = benchmark.find(array);
  if (rows == benchmark.end() || !rows->is_array()) return Lacks(absl::StrCat("no array ", array));
  for (const Json& row : *rows) {
    for (const char* key : strings) {
      if (!row.is_object() || !row.contains(key) || !row[key].is_string())
        return Lacks(absl::StrCat(array, ": a row without the string ", key));
    }
    for (const char* key : numbers) {
      if (!row.contains(key) || !row[key].is_number())
        return Lacks(absl::StrCat(array, ": a row without the number ", key));
    }
  }
  return absl::OkStatus();
}

absl::Status Check(const Json& benchmark) {
  for (const char* key : {"cpu", "isa", "date", "compiler"}) {
    if (!benchmark.contains(key) || !benchmark[key].is_string())
      return Lacks(absl::StrCat("no string ", key));
  }
  const auto peak = benchmark.find("peak_gflops");
  if (peak == benchmark.end() || !peak->is_object() || !peak->contains("1") ||
      !(*peak)["1"].is_number())
    return Lacks("no number peak_gflops/1");
  absl::Status status =
      CheckRows(benchmark, "ratios", {"workload", "engine", "baseline", "configuration"},
                {"ratio", "low", "high", "rounds", "disturbed_rounds"});
  if (!status.ok()) return status;
  status = CheckRows(benchmark, "timings", {"workload", "engine", "configuration"},
                     {"seconds", "gflops"});
  if (!status.ok()) return status;
  return CheckRows(benchmark, "not_measured", {"workload"}, {});
}

// Single operations are too many for a page; they stay in the JSON.
bool OnPage(const Json& row) {
  return !absl::StartsWith(row["workload"].get<std::string>(), "operation/");
}

std::string Ratio(const Json& row) {
  return absl::StrFormat("%.2f [%.2f, %.2f]%s", row["ratio"].get<double>(),
                         row["low"].get<double>(), row["high"].get<double>(),
                         row.value("narrow", Json(true)) == Json(false) ? " wide" : "");
}

void AddRatios(const Json& benchmark, Report& report, ctemplate::TemplateDictionary& page) {
  DataTable data = {{"workload", "engine", "baseline", "configuration", "ratio", "low", "high",
                     "rounds", "disturbed_rounds"},
                    {}};
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](const Json& row) {
    std::vector<Json> cells;
    for (const std::string& column : data.columns) cells.push_back(row.value(column, Json()));
    data.rows.push_back(std::move(cells));
  };
  for (const Json& row : benchmark["ratios"]) {
    if (!OnPage(row)) continue;
    add(row);
    rows.push_back({row["workload"], row["engine"], Ratio(row),
                    absl::StrCat(row["rounds"].get<int>()), row["baseline"], row["configuration"]});
  }
  int not_measured = 0;
  for (const Json& row : benchmark["not_measured"]) {
    if (!OnPage(row)) continue;
    add(row);
    ++not_measured;
  }
  report.AddTable("table-6", data);
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

void AddTimes(const Json& benchmark, Report& report, ctemplate::TemplateDictionary& page) {
  DataTable data = {{"workload", "engine", "configuration", "seconds", "gflops", "all_disturbed"},
                    {}};
  std::vector<std::string> workloads, engines;
  const auto remember = [](const std::string& name, std::vector<std::string>& names) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  // An engine's fastest configuration.
  const auto fastest = [&](const std::string& workload, const std::string& engine) {
    const Json* best = nullptr;
    for (const Json& row : benchmark["timings"]) {
      if (row["workload"] == workload && row["engine"] == engine &&
          (best == nullptr || row["seconds"].get<double>() < (*best)["seconds"].get<double>()))
        best = &row;
    }
    return best;
  };
  for (const Json& row : benchmark["timings"]) {
    if (!OnPage(row)) continue;
    std::vector<Json> cells;
    for (const std::string& column : data.columns) cells.push_back(row.value(column, Json()));
    data.rows.push_back(std::move(cells));
    remember(row["workload"], workloads);
    remember(row["engine"], engines);
  }
  std::vector<MarkdownColumn> columns = {{"workload"}};
  for (const std::string& engine : engines) columns.push_back({engine, Align::kRight});
  std::vector<std::vector<std::string>> rows;
  for (const std::string& workload : workloads) {
    rows.push_back({workload});
    for (const std::string& engine : engines) {
      const Json* row = fastest(workload, engine);
      rows.back().push_back(row == nullptr ? "–"
                                           : absl::StrFormat("%.3g (%.0f)",
                                                             (*row)["seconds"].get<double>() * 1e3,
                                                             (*row)["gflops"].get<double>()));
    }
  }
  report.AddTable("table-7", data);
  page.SetValue("TABLE_7", MarkdownTable(columns, rows));
}

// How the session was made, as far as its JSON says.
void AddSessionFacts(const Json& benchmark, ctemplate::TemplateDictionary& page) {
  std::vector<std::string> parts;
  if (const Json flags = benchmark.value("flags", Json()); flags.is_string()) {
    parts.push_back(absl::StrCat("options `", flags.get<std::string>(), "`"));
  }
  if (const Json versions = benchmark.value("versions", Json()); versions.is_object()) {
    for (const auto& [library, version] : versions.items()) {
      if (version.is_string())
        parts.push_back(absl::StrCat(library, " ", version.get<std::string>()));
    }
  }
  if (const Json blas = benchmark.value("blas", Json()); blas.is_object()) {
    for (const char* key : {"libtorch", "kernel"}) {
      if (blas.contains(key) && blas[key].is_string()) {
        parts.push_back(absl::StrCat(key == std::string("kernel") ? "BLAS kernel" : key, " ",
                                     blas[key].get<std::string>()));
      }
    }
  }
  if (!parts.empty())
    page.AddSectionDictionary("MADE_WITH")->SetValue("WHAT", absl::StrJoin(parts, ", "));
  parts.clear();
  const auto is_set = [&](const char* key) { return benchmark.value(key, Json()) == true; };
  if (is_set("quick")) parts.push_back("it is a quick one");
  if (is_set("interrupted")) parts.push_back("it was interrupted");
  if (is_set("kept_disturbed")) parts.push_back("disturbed rounds were kept");
  if (const Json busy = benchmark.value("busy_at_start", Json());
      busy.is_number() && busy.get<double>() > 0.1) {
    parts.push_back("the machine was busy when it began");
  }
  if (!parts.empty())
    page.AddSectionDictionary("RESERVATIONS")->SetValue("WHAT", absl::StrJoin(parts, ", "));
}

// What a process does before its first step on the network that all engines plan alike: W2.
void AddColdStarts(const Json& benchmark, Report& report, ctemplate::TemplateDictionary& page) {
  DataTable data = {{"workload", "engine", "configuration", "load_s", "cold_start_s", "plan_s",
                     "first_step_s", "seconds"},
                    {}};
  std::vector<std::vector<std::string>> rows;
  for (const Json& row : benchmark["timings"]) {
    bool complete = OnPage(row);
    std::vector<Json> cells;
    for (const std::string& column : data.columns) {
      cells.push_back(row.value(column, Json()));
      complete = complete && !cells.back().is_null();
    }
    if (!complete) continue;
    if (row["workload"] == "W2") {
      rows.push_back({row["engine"], row["configuration"]});
      for (const char* key : {"load_s", "cold_start_s", "plan_s", "first_step_s"}) {
        rows.back().push_back(absl::StrFormat("%.2g", row[key].get<double>() * 1e3));
      }
    }
    data.rows.push_back(std::move(cells));
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
  const Json& benchmark = input.benchmark;
  if (benchmark.is_null()) return absl::OkStatus();
  if (absl::Status status = Check(benchmark); !status.ok()) return status;
  ctemplate::TemplateDictionary* page = report.page.AddSectionDictionary("SPEED");
  for (const auto& [key, name] : std::vector<std::pair<const char*, const char*>>{
           {"cpu", "CPU"}, {"isa", "ISA"}, {"compiler", "COMPILER"}}) {
    page->SetValue(name, benchmark[key].get<std::string>());
  }
  AddSessionFacts(benchmark, *page);
  page->SetValue("DATE", benchmark["date"].get<std::string>().substr(0, 10));
  page->SetValue("PEAK", absl::StrFormat("%.0f", benchmark["peak_gflops"]["1"].get<double>()));
  if (const Json blas = benchmark.value("blas", Json());
      blas.is_object() && blas.contains("libtorch_blas") && blas["libtorch_blas"].is_string()) {
    page->AddSectionDictionary("BLAS")->SetValue("NAME", blas["libtorch_blas"].get<std::string>());
  }
  AddRatios(benchmark, report, *page);
  AddTimes(benchmark, report, *page);
  AddColdStarts(benchmark, report, *page);
  return absl::OkStatus();
}

}  // namespace tenfold::reports
