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
#include "absl/strings/str_join.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/parts.h"
#include "statistics/line.h"

namespace tenfold::reports {
namespace {

using measurements::Crossover;
using measurements::Growth;
using measurements::GrowthPoint;
using measurements::GrowthSeries;
using measurements::MapCell;
using Json = nlohmann::ordered_json;

// Of a quantity, what the work of an epoch grows with: its steps with one over the batch size, its
// products with the square of the width, else with the quantity.
struct Term {
  const char* text;
  double (*of)(double value);
};

Term TermOf(const std::string& series) {
  if (series == "batch_size") return {"/ batch size", [](double x) { return 1.0 / x; }};
  if (series == "width") return {"· width²", [](double x) { return x * x; }};
  return {"", [](double x) { return x; }};
}

std::string SlopesText(const std::vector<double>& x, const std::vector<double>& y) {
  if (std::any_of(y.begin(), y.end(), [](double value) { return value <= 0.0; })) return "–";
  std::vector<std::string> texts;
  for (double slope : statistics::LocalSlopes(x, y)) texts.push_back(Number(slope, 2));
  return texts.empty() ? "–" : absl::StrJoin(texts, ", ");
}

// "0.12 + 0.0031 · width² ms"
std::string FitText(const statistics::Line& line, const GrowthSeries& series) {
  const Term term = TermOf(series.series);
  return absl::StrFormat("%.3g + %.3g %s ms", 1e3 * line.offset.estimate, 1e3 * line.slope.estimate,
                         *term.text == '\0' ? absl::StrCat("· ", series.series) : term.text);
}

void AddFits(const Growth& growth, Report& report, ctemplate::TemplateDictionary& page) {
  DataTable points = {
      {"series", "time_of", "engine", "value", "seconds", "training_bytes", "disturbed"}, {}};
  DataTable fits = {{"series", "engine", "offset_s", "offset_low", "offset_high", "slope_s",
                     "slope_low", "slope_high", "r_squared", "largest_deviation"},
                    {}};
  std::vector<std::vector<std::string>> rows;
  for (const GrowthSeries& series : growth.growth) {
    std::vector<double> values, terms, seconds, bytes, weights;
    for (const GrowthPoint& point : series.points) {
      points.rows.push_back({series.series, series.time_of, series.engine, point.value,
                             point.seconds, point.training_bytes, point.disturbed});
      values.push_back(static_cast<double>(point.value));
      terms.push_back(TermOf(series.series).of(values.back()));
      seconds.push_back(point.seconds);
      bytes.push_back(point.training_bytes);
      // Deviations count as parts of a time, which spans decades.
      weights.push_back(1.0 / (point.seconds * point.seconds));
    }
    if (series.points.empty()) continue;
    const std::optional<statistics::Line> line = statistics::FitLine(terms, seconds, weights);
    rows.push_back(
        {series.series, series.engine,
         absl::StrCat(series.points.front().value, " to ", series.points.back().value),
         SlopesText(values, seconds), line.has_value() ? FitText(*line, series) : "–",
         line.has_value() ? Number(line->r_squared) : "–",
         line.has_value() ? absl::StrFormat("%.0f %%", 100 * line->largest_deviation) : "–",
         SlopesText(values, bytes)});
    if (!line.has_value()) continue;
    fits.rows.push_back({series.series, series.engine, RoundedCell(line->offset.estimate),
                         RoundedCell(line->offset.low), RoundedCell(line->offset.high),
                         RoundedCell(line->slope.estimate), RoundedCell(line->slope.low),
                         RoundedCell(line->slope.high), RoundedCell(line->r_squared),
                         RoundedCell(line->largest_deviation)});
  }
  report.AddTable("growth", points);
  report.AddTable("growth-fits", fits);
  page.SetValue("FITS", MarkdownTable({{"quantity"},
                                       {"engine"},
                                       {"range", Align::kRight},
                                       {"slopes of time"},
                                       {"fit"},
                                       {"R²", Align::kRight},
                                       {"off by up to", Align::kRight},
                                       {"slopes of memory"}},
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
    for (double statistics::Interval::* part :
         {&statistics::Interval::estimate, &statistics::Interval::low,
          &statistics::Interval::high}) {
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
  AddFits(*input.growth, report, *page);
  AddMap(*input.growth, report, *page);
  return absl::OkStatus();
}

}  // namespace tenfold::reports
