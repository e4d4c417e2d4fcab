#include "experiments/datasets/table.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "base/status_macros.h"
#include "base/text/digest.h"

namespace tenfold {
namespace {

constexpr int kMaxRows = 1 << 28;

// The data sets in experiments/study/data, by what their digests begin with.
constexpr struct {
  const char *name, *digest;
} kKnown[] = {
    {"iris", "ca71845c94b6dc30"},
    {"wine", "b628904edc5478cc"},
    {"diabetes", "11098ca5bb73d2c5"},
    {"digits", "f5817e92f7d9b55f"},
};

template <typename T>
void Append(std::vector<T>& all, std::vector<T> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// Puts the test rows behind the others.
absl::Status AppendTestRows(RawTable more, RawTable& table) {
  const auto error = [&](absl::string_view what) {
    return absl::InvalidArgumentError(
        absl::StrCat(more.file, ": ", what, " than ", table.file, "; expected the same"));
  };
  if (more.columns != table.columns) return error("has other columns, or in another order,");
  if (more.shape != table.shape) {
    return error(absl::StrCat("has rows of another shape, ", ShapeToString(more.shape), ","));
  }
  if (more.targets.size() != table.targets.size()) return error("has another number of targets");
  if (more.texts.empty() != table.texts.empty()) return error("has a target of another kind");
  table.rows += more.rows;
  Append(table.inputs, std::move(more.inputs));
  Append(table.numbers, std::move(more.numbers));
  Append(table.texts, std::move(more.texts));
  return absl::OkStatus();
}

void LabelTexts(const std::vector<std::string>& texts, Table& table) {
  const std::set<std::string> sorted(texts.begin(), texts.end());
  table.classes.assign(sorted.begin(), sorted.end());
  for (const std::string& text : texts) {
    const auto place = std::lower_bound(table.classes.begin(), table.classes.end(), text);
    table.labels.push_back(static_cast<int32_t>(place - table.classes.begin()));
  }
  table.is_labelled = true;
}

// Leaves the table without classes if the numbers are not whole or too many.
void LabelNumbers(const std::vector<double>& numbers, Table& table) {
  std::map<double, int32_t> places;
  for (double number : numbers) {
    if (number != std::floor(number) || std::fabs(number) > 1e9) return;
    places[number] = 0;
    if (places.size() > kMaxClasses) return;
  }
  int32_t place = 0;
  for (auto& [number, its_place] : places) {
    its_place = place++;
    table.classes.push_back(absl::StrCat(static_cast<int64_t>(number)));
  }
  for (double number : numbers) table.labels.push_back(places[number]);
  const double first = places.begin()->first, last = places.rbegin()->first;
  table.is_labelled = (first == 0.0 || first == 1.0) && last - first + 1.0 == place && place > 1;
}

std::string DigestOf(const Table& table) {
  Sha256 digest;
  const auto add = [&digest](const auto& numbers) {
    const uint64_t size = numbers.size();
    digest.AddNumbers(absl::MakeConstSpan(&size, 1));
    digest.AddNumbers(absl::MakeConstSpan(numbers));
  };
  add(table.shape);
  add(std::vector<int>{table.rows, table.own_test_rows, static_cast<int>(table.targets.size()),
                       static_cast<int>(table.classes.size()), table.is_labelled});
  add(table.inputs);
  add(table.values);
  add(table.labels);
  for (const auto& [seed, rows] : table.train_rows) {
    digest.AddNumbers(absl::MakeConstSpan(&seed, 1));
    add(rows);
  }
  return digest.Hex();
}

absl::Status CheckTrainRows(const Table& table) {
  const size_t rows = table.rows - table.own_test_rows;
  for (const auto& [seed, train] : table.train_rows) {
    if (!train.empty() && (train.size() < rows || table.own_test_rows > 0)) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("seed ", seed, " has ", train.size(), " rows to train on and ",
                     table.own_test_rows > 0 ? table.own_test_rows : rows - train.size(),
                     " to test on, wants at least one of each"));
  }
  return absl::OkStatus();
}

std::string NameOf(const std::string& digest) {
  const std::string beginning = digest.substr(0, 16);
  for (const auto& known : kKnown) {
    if (beginning == known.digest) return known.name;
  }
  return absl::StrCat("sha256-", beginning);
}

}  // namespace

absl::StatusOr<Table> MakeTable(RawTable raw, std::optional<RawTable> test,
                                std::map<uint64_t, std::vector<int32_t>> train_rows) {
  Table table;
  if (test.has_value()) {
    table.own_test_rows = test->rows;
    TENFOLD_RETURN_IF_ERROR(AppendTestRows(*std::move(test), raw));
  }
  if (raw.rows > kMaxRows) {
    return absl::InvalidArgumentError(
        absl::StrCat(raw.file, ": has ", raw.rows, " rows, wants at most ", kMaxRows));
  }
  table.shape = std::move(raw.shape);
  table.rows = raw.rows;
  table.inputs = std::move(raw.inputs);
  table.columns = std::move(raw.columns);
  table.targets = std::move(raw.targets);
  table.values.assign(raw.numbers.begin(), raw.numbers.end());
  table.train_rows = std::move(train_rows);
  TENFOLD_RETURN_IF_ERROR(CheckTrainRows(table));
  if (!raw.texts.empty()) {
    LabelTexts(raw.texts, table);
    if (table.classes.size() > kMaxClasses) {
      return absl::InvalidArgumentError(
          absl::StrCat(raw.file, ": the target has ", table.classes.size(),
                       " different texts, wants at most ", kMaxClasses, " classes"));
    }
  } else if (table.targets.size() == 1) {
    LabelNumbers(raw.numbers, table);
  }
  table.digest = DigestOf(table);
  table.name = NameOf(table.digest);
  return table;
}

}  // namespace tenfold
