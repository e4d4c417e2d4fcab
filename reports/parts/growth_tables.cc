#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/parts.h"

namespace tenfold::reports {
namespace {

using measurements::Crossover;
using measurements::Growth;
using measurements::GrowthPoint;
using measurements::GrowthSeries;
using measurements::MapCell;
using Json = nlohmann::ordered_json;

std::string Exponent(const std::optional<Interval>& exponent) {
  if (!exponent.has_value()) return "–";
  return absl::StrFormat("%.2f [%.2f, %.2f]", exponent->estimate, exponent->low, exponent->high);
}

void AddExponents(const Growth& growth, Report& report, ctemplate::TemplateDictionary& page) {
  DataTable points = {
      {"series", "time_of", "engine", "value", "seconds", "training_bytes", "disturbed"}, {}};
  std::vector<std::vector<std::string>> rows;
  for (const GrowthSeries& series : growth.growth) {
    for (const GrowthPoint& point : series.points) {
      points.rows.push_back({series.series, series.time_of, series.engine, point.value,
                             point.seconds, point.training_bytes, point.disturbed});
    }
    if (series.points.empty()) continue;
    rows.push_back({series.series, series.engine,
                    absl::StrCat(series.points.front().value, " to ", series.points.back().value),
                    Exponent(series.time_exponent), Exponent(series.time_exponent_upper),
                    Exponent(series.memory_exponent_upper)});
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

// Bold where LibTorch is proven to be faster.
std::string RatioText(const MapCell* cell) {
  if (cell == nullptr || !cell->ratio.ratio.has_value()) return "–";
  const std::string text = absl::StrFormat("%.2f", cell->ratio.ratio->estimate);
  return cell->ratio.ratio->high < 1.0 ? absl::StrCat("**", text, "**") : text;
}

std::string CrossoverText(const Crossover* crossover) {
  if (crossover == nullptr) return "–";
  if (crossover->from_the_start) return "everywhere";
  return crossover->width.has_value() ? absl::StrFormat("from %.0f", *crossover->width) : "nowhere";
}

void AddMap(const Growth& growth, Report& report, ctemplate::TemplateDictionary& page) {
  if (growth.map.empty()) return;
  DataTable data = {
      {"seeds", "batch_size", "width", "engine", "configuration", "ratio", "low", "high", "rounds"},
      {}};
  using Place = std::pair<int64_t, int64_t>;  // seeds, batch size
  std::set<int64_t> widths;
  std::map<Place, std::map<int64_t, const MapCell*>> cells;  // by width; the first of each
  std::map<Place, const Crossover*> crossovers;
  for (const MapCell& cell : growth.map) {
    std::vector<Json> row = {cell.seeds, cell.batch_size, cell.width, cell.ratio.engine,
                             cell.ratio.configuration};
    for (double Interval::* part : {&Interval::estimate, &Interval::low, &Interval::high}) {
      row.push_back(cell.ratio.ratio.has_value() ? Json((*cell.ratio.ratio).*part) : Json());
    }
    row.push_back(cell.ratio.rounds);
    data.rows.push_back(std::move(row));
    widths.insert(cell.width);
    cells[{cell.seeds, cell.batch_size}].emplace(cell.width, &cell);
  }
  for (const Crossover& crossover : growth.crossovers) {
    crossovers.emplace(Place(crossover.seeds, crossover.batch_size), &crossover);
  }
  std::vector<MarkdownColumn> columns = {{"seeds", Align::kRight}, {"batch", Align::kRight}};
  for (int64_t width : widths) columns.push_back({absl::StrCat("width ", width), Align::kRight});
  columns.push_back({"LibTorch wins", Align::kRight});
  const auto find = [](const auto& map, const auto& key) {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : found->second;
  };
  std::vector<std::vector<std::string>> rows;
  for (const auto& [place, by_width] : cells) {
    rows.push_back({absl::StrCat(place.first), absl::StrCat(place.second)});
    for (int64_t width : widths) rows.back().push_back(RatioText(find(by_width, width)));
    rows.back().push_back(CrossoverText(find(crossovers, place)));
  }
  report.AddTable("growth-map", data);
  page.AddSectionDictionary("MAP")->SetValue("TABLE", MarkdownTable(columns, rows));
}

}  // namespace

absl::Status AddGrowthTables(const ReportInput& input, Report& report) {
  if (!input.growth.has_value()) return absl::OkStatus();
  const measurements::Session& session = input.growth->session;
  ctemplate::TemplateDictionary* page = report.page.AddSectionDictionary("GROWTH");
  page->SetValue("CPU", Literal(session.provenance.cpu));
  page->SetValue("DATE", Literal(session.date.substr(0, 10)));
  AddExponents(*input.growth, report, *page);
  AddMap(*input.growth, report, *page);
  return absl::OkStatus();
}

}  // namespace tenfold::reports
