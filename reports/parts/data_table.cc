#include "reports/parts/data_table.h"

#include <cmath>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "base/text/quoted.h"

namespace tenfold::reports {
namespace {

using Json = nlohmann::ordered_json;

std::string FieldOf(const Json& cell) {
  if (cell.is_null()) return "";
  if (!cell.is_string()) return cell.dump();
  return CsvField(cell.get_ref<const std::string&>());
}

void AppendCsvLine(const std::vector<Json>& cells, std::string& csv) {
  const auto append_field = [](std::string* out, const Json& cell) { out->append(FieldOf(cell)); };
  absl::StrAppend(&csv, absl::StrJoin(cells, ",", append_field), "\n");
}

}  // namespace

Json Cell(std::optional<double> value) {
  return value.has_value() && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

Json RoundedCell(std::optional<double> value) {
  double rounded = 0.0;
  if (!value.has_value() || !absl::SimpleAtod(absl::StrFormat("%.6g", *value), &rounded))
    return nullptr;
  return Cell(rounded);
}

std::string ToCsv(const DataTable& table) {
  std::string csv;
  AppendCsvLine({table.columns.begin(), table.columns.end()}, csv);
  for (const std::vector<Json>& row : table.rows) AppendCsvLine(row, csv);
  return csv;
}

Json ToJson(const DataTable& table) {
  Json rows = Json::array();
  for (const std::vector<Json>& row : table.rows) {
    Json object = Json::object();
    for (size_t i = 0; i < row.size(); ++i) object[table.columns.at(i)] = row[i];
    rows.push_back(std::move(object));
  }
  return rows;
}

}  // namespace tenfold::reports
