// A table of numbers for machines: the same cells as CSV and as JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nlohmann/json.hpp"

namespace tenfold::reports {

struct DataTable {
  std::vector<std::string> columns;
  // One cell per column: a string, a number, a boolean or null.
  std::vector<std::vector<nlohmann::ordered_json>> rows;
};

// A cell; null for no value and for a value that is not finite, which JSON cannot say.
nlohmann::ordered_json Cell(std::optional<double> value);

// A cell with six significant digits, for what comes out of functions whose last digits depend on a
// library's version: quantiles, probabilities.
nlohmann::ordered_json RoundedCell(std::optional<double> value);

// With a header line; quoted after RFC 4180 where needed, null is an empty field, and numbers have
// the digits that give the same double back. Text goes through CsvField of base/text/quoted.h.
std::string ToCsv(const DataTable& table);

// An array of objects, one per row, with the columns as names.
nlohmann::ordered_json ToJson(const DataTable& table);

}  // namespace tenfold::reports
