#include "experiments/datasets/raw_table.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/files.h"
#include "base/quoted.h"
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
    const absl::StatusOr<std::string> bytes = ReadFile(path, kMaxFileBytes);
    if (!bytes.ok()) return bytes.status();
    return ParseNpy(*bytes, path);
  }
  Sha256 unused;
  const absl::StatusOr<IdxArray> idx = ReadIdx(path, kAnyRank, unused);
  if (!idx.ok()) return idx.status();
  return NpyArray{idx->dimensions, true, {idx->values.begin(), idx->values.end()}};
}

// [n, features], [n, height, width] as one channel, or [n, channels, height, width].
absl::StatusOr<Shape> RowShape(const std::string& path, const std::vector<int>& shape) {
  switch (shape.size()) {
    case 1:
      return Shape{1};
    case 2:
      return Shape{shape[1]};
    case 3:
      return Shape{1, shape[1], shape[2]};
    case 4:
      return Shape{shape[1], shape[2], shape[3]};
    default:
      return absl::InvalidArgumentError(absl::StrCat(
          path, ": has ", shape.size(), " dimensions, wants rows of features or images, 1 to 4"));
  }
}

}  // namespace

bool IsCsv(const std::string& path) { return absl::EndsWithIgnoreCase(path, ".csv"); }

absl::StatusOr<RawTable> ReadCsvTable(const std::string& path,
                                      const std::vector<std::string>& targets) {
  const absl::StatusOr<std::string> text = ReadFile(path, kMaxFileBytes);
  if (!text.ok()) return text.status();
  absl::StatusOr<CsvTable> csv = ParseCsv(*text, path, targets);
  if (!csv.ok()) return csv.status();
  if (csv->columns.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": every column is a target, wants some to learn from"));
  }
  RawTable table;
  table.file = path;
  table.shape = {static_cast<int>(csv->columns.size())};
  table.rows = csv->rows;
  table.inputs = std::move(csv->values);
  table.columns = std::move(csv->columns);
  table.targets = targets;
  size_t no_number = csv->picked.size(), numbers = 0;
  for (size_t i = 0; i < csv->picked.size(); ++i) {
    double number = 0.0;
    if (ParseDecimal(csv->picked[i], number)) {
      ++numbers;
    } else if (no_number == csv->picked.size()) {
      no_number = i;
    }
    table.numbers.push_back(number);
  }
  if (no_number == csv->picked.size()) return table;
  if (targets.size() > 1 || 2 * numbers > csv->picked.size()) {
    return absl::InvalidArgumentError(absl::StrCat(
        path, ": line ", csv->lines[no_number / targets.size()], ", column ",
        Quoted(targets[no_number % targets.size()]), " is ", Quoted(csv->picked[no_number]),
        ", wants a number", targets.size() > 1 ? "" : " as most of the column are"));
  }
  table.numbers.clear();
  table.texts = std::move(csv->picked);
  return table;
}

absl::StatusOr<RawTable> ReadArrayTable(const std::string& data, const std::string& target) {
  absl::StatusOr<NpyArray> inputs = ReadArray(data);
  if (!inputs.ok()) return inputs.status();
  absl::StatusOr<NpyArray> targets = ReadArray(target);
  if (!targets.ok()) return targets.status();
  absl::StatusOr<Shape> shape = RowShape(data, inputs->shape);
  if (!shape.ok()) return shape.status();
  if (targets->shape.size() > 2) {
    return absl::InvalidArgumentError(absl::StrCat(target, ": has ", targets->shape.size(),
                                                   " dimensions, wants [rows] or [rows, outputs]"));
  }
  if (inputs->shape[0] != targets->shape[0]) {
    return absl::InvalidArgumentError(absl::StrCat(target, ": has ", targets->shape[0],
                                                   " rows, wants ", inputs->shape[0], " as ", data,
                                                   " has"));
  }
  RawTable table;
  table.file = data;
  table.shape = *std::move(shape);
  table.rows = inputs->shape[0];
  table.inputs.assign(inputs->values.begin(), inputs->values.end());
  const int outputs = targets->shape.size() == 2 ? targets->shape[1] : 1;
  for (int i = 0; i < outputs; ++i) {
    table.targets.push_back(outputs == 1 ? "target" : absl::StrCat("target ", i));
  }
  table.numbers = std::move(targets->values);
  return table;
}

}  // namespace tenfold
