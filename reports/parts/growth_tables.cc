#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/parts.h"

namespace tenfold::reports {
namespace {

using Json = nlohmann::ordered_json;

absl::Status Lacks(const std::string& what) {
  return absl::InvalidArgumentError(
      absl::StrCat("--growth: ", what, "; expected what //benchmarks:growth --json wrote"));
}

absl::Status Check(const Json& growth) {
  for (const char* key : {"cpu", "date"}) {
    if (!growth.contains(key) || !growth[key].is_string()) return Lacks(absl::StrCat("no ", key));
  }
  for (const char* key : {"growth", "map", "crossovers"}) {
    if (!growth.contains(key) || !growth[key].is_array()) {
      return Lacks(absl::StrCat("no array ", key));
    }
    for (const Json& row : growth[key]) {
      if (!row.is_object()) return Lacks(absl::StrCat(key, ": a row that is no object"));
    }
  }
  for (const Json& series : growth["growth"]) {
    for (const char* key : {"series", "time_of", "engine"}) {
      if (!series.contains(key) || !series[key].is_string()) {
        return Lacks(absl::StrCat("growth: a series without the string ", key));
      }
    }
    if (!series.contains("points") || !series["points"].is_array()) {
      return Lacks("growth: a series without points");
    }
    for (const Json& point : series["points"]) {
      for (const char* key : {"value", "seconds", "training_bytes"}) {
        if (!point.is_object() || !point.contains(key) || !point[key].is_number()) {
          return Lacks(absl::StrCat("growth: a point without the number ", key));
        }
      }
    }
  }
  for (const char* array : {"map", "crossovers"}) {
    for (const Json& row : growth[array]) {
      for (const char* key : {"batch_size", "seeds"}) {
        if (!row.contains(key) || !row[key].is_number()) {
          return Lacks(absl::StrCat(array, ": a row without the number ", key));
        }
      }
    }
  }
  return absl::OkStatus();
}

std::string Exponent(const Json& series, const char* key) {
  const Json exponent = series.value(key, Json());
  if (!exponent.is_object()) return "–";
  return absl::StrFormat("%.2f [%.2f, %.2f]", exponent["estimate"].get<double>(),
                         exponent["low"].get<double>(), exponent["high"].get<double>());
}

void AddExponents(const Json& growth, Report& report, ctemplate::TemplateDictionary& page) {
  DataTable points = {
      {"series", "time_of", "engine", "value", "seconds", "training_bytes", "disturbed"}, {}};
  std::vector<std::vector<std::string>> rows;
  for (const Json& series : growth["growth"]) {
    const Json& measured = series["points"];
    for (const Json& point : measured) {
      points.rows.push_back({series["series"], series["time_of"], series["engine"], point["value"],
                             point["seconds"], point["training_bytes"],
                             point.value("disturbed", Json())});
    }
    if (measured.empty()) continue;
    rows.push_back({series["series"], series["engine"],
                    absl::StrCat(measured.front()["value"].get<int>(), " to ",
                                 measured.back()["value"].get<int>()),
                    Exponent(series, "time_exponent"), Exponent(series, "time_exponent_upper"),
                    Exponent(series, "memory_exponent_upper")});
  }
  report.AddTable("growth", points);
  page.SetValue("EXPONENTS", MarkdownTable({{"quantity"},
                                            {"engine"},
                                            {"range", Align::kRight},
                                            {"time", Align::kRight},
                                            {"time, last three", Align::kRight},
                                            {"memory, last three", Align::kRight}},
                                           rows));
}

const Json* Find(const Json& rows, const Json& seeds, const Json& batch_size, const Json& width) {
  for (const Json& row : rows) {
    if (row["seeds"] == seeds && row["batch_size"] == batch_size &&
        (width.is_null() || row.value("width", Json()) == width)) {
      return &row;
    }
  }
  return nullptr;
}

// Bold where LibTorch is proven to be faster.
std::string Ratio(const Json* cell) {
  if (cell == nullptr || !cell->contains("ratio") || !cell->contains("high")) return "–";
  const std::string text = absl::StrFormat("%.2f", (*cell)["ratio"].get<double>());
  return (*cell)["high"].get<double>() < 1.0 ? absl::StrCat("**", text, "**") : text;
}

std::string CrossoverText(const Json* crossover) {
  if (crossover == nullptr) return "–";
  if (crossover->value("from_the_start", false)) return "everywhere";
  const Json width = crossover->value("width", Json());
  return width.is_number() ? absl::StrFormat("from %.0f", width.get<double>()) : "nowhere";
}

void AddMap(const Json& growth, Report& report, ctemplate::TemplateDictionary& page) {
  const Json& map = growth["map"];
  if (map.empty()) return;
  DataTable data = {
      {"seeds", "batch_size", "width", "engine", "configuration", "ratio", "low", "high", "rounds"},
      {}};
  std::vector<Json> widths, places;  // places: [seeds, batch_size]
  const auto remember = [](const Json& value, std::vector<Json>& values) {
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
  };
  for (const Json& cell : map) {
    std::vector<Json> row;
    for (const std::string& column : data.columns) row.push_back(cell.value(column, Json()));
    data.rows.push_back(std::move(row));
    remember(cell.value("width", Json()), widths);
    remember(Json::array({cell["seeds"], cell["batch_size"]}), places);
  }
  std::sort(widths.begin(), widths.end());
  std::sort(places.begin(), places.end());
  std::vector<MarkdownColumn> columns = {{"seeds", Align::kRight}, {"batch", Align::kRight}};
  for (const Json& width : widths) {
    columns.push_back({absl::StrCat("width ", width.dump()), Align::kRight});
  }
  columns.push_back({"LibTorch wins", Align::kRight});
  std::vector<std::vector<std::string>> rows;
  for (const Json& place : places) {
    rows.push_back({place[0].dump(), place[1].dump()});
    for (const Json& width : widths) {
      rows.back().push_back(Ratio(Find(map, place[0], place[1], width)));
    }
    rows.back().push_back(CrossoverText(Find(growth["crossovers"], place[0], place[1], Json())));
  }
  report.AddTable("growth-map", data);
  page.AddSectionDictionary("MAP")->SetValue("TABLE", MarkdownTable(columns, rows));
}

}  // namespace

absl::Status AddGrowthTables(const ReportInput& input, Report& report) {
  const Json& growth = input.growth;
  if (growth.is_null()) return absl::OkStatus();
  if (absl::Status status = Check(growth); !status.ok()) return status;
  ctemplate::TemplateDictionary* page = report.page.AddSectionDictionary("GROWTH");
  page->SetValue("CPU", Literal(growth["cpu"].get<std::string>()));
  page->SetValue("DATE", Literal(growth["date"].get<std::string>().substr(0, 10)));
  AddExponents(growth, report, *page);
  AddMap(growth, report, *page);
  return absl::OkStatus();
}

}  // namespace tenfold::reports
