#include "experiments/datasets/raw_table_files.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "experiments/datasets/array_table.h"
#include "experiments/datasets/csv.h"
#include "experiments/datasets/idx.h"
#include "experiments/datasets/npy_array.h"

namespace tenfold {
namespace {

constexpr int64_t kMaxFileBytes = int64_t{1} << 32;

// An array of either kind.
absl::StatusOr<NpyArray> ReadArray(const std::string& path) {
  if (IsCsv(path)) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": is a CSV, wants .npy or IDX"));
  }
  if (absl::EndsWith(path, ".npy")) {
    TENFOLD_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path, kMaxFileBytes));
    return ParseNpy(bytes, path);
  }
  Sha256 unused;
  TENFOLD_ASSIGN_OR_RETURN(const IdxArray idx, ReadIdx(path, kAnyRank, unused));
  return NpyArray{idx.dimensions, true, {idx.values.begin(), idx.values.end()}};
}

}  // namespace

bool IsCsv(const std::string& path) { return absl::EndsWithIgnoreCase(path, ".csv"); }

absl::StatusOr<RawTable> ReadCsvTable(const std::string& path,
                                      const std::vector<std::string>& targets) {
  TENFOLD_ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxFileBytes));
  TENFOLD_ASSIGN_OR_RETURN(CsvTable csv, ParseCsv(text, path, targets));
  if (csv.columns.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": every column is a target, wants some to learn from"));
  }
  RawTable table;
  table.file = path;
  table.shape = {static_cast<int>(csv.columns.size())};
  table.rows = csv.rows;
  table.inputs = std::move(csv.values);
  table.columns = std::move(csv.columns);
  table.targets = targets;
  size_t no_number = csv.picked.size(), numbers = 0;
  for (size_t i = 0; i < csv.picked.size(); ++i) {
    double number = 0.0;
    if (ParseDecimal(csv.picked[i], number)) {
      ++numbers;
    } else if (no_number == csv.picked.size()) {
      no_number = i;
    }
    table.numbers.push_back(number);
  }
  if (no_number == csv.picked.size()) return table;
  if (targets.size() > 1 || 2 * numbers > csv.picked.size()) {
    return absl::InvalidArgumentError(absl::StrCat(
        path, ": line ", csv.lines[no_number / targets.size()], ", column ",
        Quoted(targets[no_number % targets.size()]), " is ", Quoted(csv.picked[no_number]),
        ", wants a number", targets.size() > 1 ? "" : " as most of the column are"));
  }
  table.numbers.clear();
  table.texts = std::move(csv.picked);
  return table;
}

absl::StatusOr<RawTable> ReadRows(const std::string& path,
                                  const std::vector<std::string>& columns) {
  RawTable table;
  table.file = path;
  if (!IsCsv(path)) {
    TENFOLD_ASSIGN_OR_RETURN(const NpyArray array, ReadArray(path));
    TENFOLD_ASSIGN_OR_RETURN(table.shape, RowShape(path, array.shape));
    table.rows = array.shape[0];
    table.inputs.assign(array.values.begin(), array.values.end());
    return table;
  }
  TENFOLD_ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxFileBytes));
  TENFOLD_ASSIGN_OR_RETURN(CsvTable csv,
                           ParseCsv(text, path, columns, /*skips_others=*/!columns.empty()));
  table.rows = csv.rows;
  table.inputs = std::move(csv.values);
  table.columns = columns.empty() ? std::move(csv.columns) : columns;
  for (size_t i = 0; i < csv.picked.size(); ++i) {
    double number = 0.0;
    if (!ParseDecimal(csv.picked[i], number)) {
      return absl::InvalidArgumentError(absl::StrCat(
          path, ": line ", csv.lines[i / columns.size()], ", column ",
          Quoted(columns[i % columns.size()]), " is ", Quoted(csv.picked[i]), ", wants a number"));
    }
    table.inputs.push_back(static_cast<float>(number));
  }
  table.shape = {static_cast<int>(table.columns.size())};
  return table;
}

absl::StatusOr<RawTable> ReadArrayTable(const std::string& data, const std::string& target) {
  TENFOLD_ASSIGN_OR_RETURN(const NpyArray inputs, ReadArray(data));
  TENFOLD_ASSIGN_OR_RETURN(NpyArray targets, ReadArray(target));
  TENFOLD_ASSIGN_OR_RETURN(
      RawTable table,
      MakeArrayTable(data, inputs.shape, {inputs.values.begin(), inputs.values.end()}, target,
                     targets.shape));
  table.numbers = std::move(targets.values);
  return table;
}

}  // namespace tenfold
