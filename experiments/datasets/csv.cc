#include "experiments/datasets/csv.h"

#include <csv.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "base/text/quoted.h"

namespace tenfold {
namespace {

constexpr size_t kNamed = 20;  // columns that an error lists

// Takes fields and ends of rows from libcsv, and keeps the first error.
class TableBuilder {
 public:
  TableBuilder(const std::string& name, const std::vector<std::string>& picked_columns,
               bool skips_others)
      : name_(name), picked_columns_(picked_columns), skips_others_(skips_others) {}

  void Field(absl::string_view cell) {
    const size_t column = column_++;
    if (!status_.ok()) return;
    if (in_header_) {
      header_.emplace_back(cell);
      return;
    }
    if (column >= header_.size()) return;  // the end of the row says how many there are
    if (skips_others_ && places_[column] < 0) return;
    if (cell.empty()) return Fail(column, "is empty, wants a value");
    if (places_[column] >= 0) {
      picked_row_[places_[column]] = std::string(cell);
      return;
    }
    double value = 0.0;
    if (!ParseDecimal(cell, value)) {
      return Fail(column, absl::StrCat("is ", Quoted(cell), ", wants a number"));
    }
    table_.values.push_back(static_cast<float>(value));
  }

  void EndOfRow() {
    const size_t cells = std::exchange(column_, 0);
    if (!status_.ok()) return;
    if (std::exchange(in_header_, false)) return TakeHeader();
    if (cells != header_.size()) {
      status_ = Error(absl::StrCat("line ", line_, " has ", cells, cells == 1 ? " cell" : " cells",
                                   ", wants ", header_.size(), " as the header has"));
      return;
    }
    table_.picked.insert(table_.picked.end(), picked_row_.begin(), picked_row_.end());
    table_.lines.push_back(line_);
    ++table_.rows;
  }

  void set_line(int64_t line) { line_ = line; }
  int64_t line() const { return line_; }
  const absl::Status& status() const { return status_; }

  absl::Status Error(absl::string_view what) const {
    return absl::InvalidArgumentError(absl::StrCat(name_, ": ", what));
  }

  absl::StatusOr<CsvTable> Result() {
    if (!status_.ok()) return status_;
    if (in_header_) return Error("empty, wants a header and rows");
    if (table_.rows == 0) return Error("has a header and no rows");
    return std::move(table_);
  }

 private:
  void Fail(size_t column, absl::string_view what) {
    status_ = Error(absl::StrCat("line ", line_, ", column ", column + 1, " (",
                                 Quoted(header_[column]), ") ", what));
  }

  void TakeHeader() {
    std::set<std::string> names;
    for (size_t i = 0; i < header_.size(); ++i) {
      if (header_[i].empty()) {
        status_ = Error(absl::StrCat("the header's column ", i + 1, " has no name"));
        return;
      }
      if (!names.insert(header_[i]).second) {
        status_ = Error(absl::StrCat("two columns are named ", Quoted(header_[i])));
        return;
      }
    }
    for (auto it = picked_columns_.begin(); it != picked_columns_.end(); ++it) {
      const std::string& column = *it;
      if (std::find(picked_columns_.begin(), it, column) != it) {
        status_ = Error(absl::StrCat("column ", Quoted(column), " is wanted twice"));
        return;
      }
      if (names.count(column) > 0) continue;
      std::vector<std::string> known;
      for (const std::string& name : header_) known.push_back(Quoted(name));
      if (known.size() > kNamed) {
        known.resize(kNamed);
        known.push_back("...");
      }
      status_ = Error(absl::StrCat("no column is named ", Quoted(column), "; there are ",
                                   absl::StrJoin(known, ", ")));
      return;
    }
    for (const std::string& name : header_) {
      const auto found = std::find(picked_columns_.begin(), picked_columns_.end(), name);
      const bool picked = found != picked_columns_.end();
      places_.push_back(picked ? static_cast<int>(found - picked_columns_.begin()) : -1);
      if (!picked) table_.columns.push_back(name);
    }
    picked_row_.resize(picked_columns_.size());
  }

  const std::string& name_;
  const std::vector<std::string>& picked_columns_;
  const bool skips_others_;
  bool in_header_ = true;
  int64_t line_ = 1;
  size_t column_ = 0;
  std::vector<std::string> header_, picked_row_;
  std::vector<int> places_;  // of each column among the picked ones; -1 if it is not
  CsvTable table_;
  absl::Status status_;
};

// One line of the text with its end.
absl::string_view NextLine(absl::string_view text) {
  const size_t end = text.find_first_of("\r\n");
  if (end == text.npos) return text;
  const bool both = text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n';
  return text.substr(0, end + (both ? 2 : 1));
}

}  // namespace

bool ParseDecimal(absl::string_view text, double& number) {
  return text.find_first_of("xX") == text.npos && absl::SimpleAtod(text, &number) &&
         std::isfinite(static_cast<float>(number));
}

absl::StatusOr<CsvTable> ParseCsv(absl::string_view text, const std::string& name,
                                  const std::vector<std::string>& picked_columns,
                                  bool skips_others) {
  absl::ConsumePrefix(&text, "\xef\xbb\xbf");  // a byte order mark
  csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
    return absl::InternalError("libcsv cannot be started");
  }
  TableBuilder table(name, picked_columns, skips_others);
  const auto field = [](void* cell, size_t size, void* builder) {
    static_cast<TableBuilder*>(builder)->Field({static_cast<const char*>(cell), size});
  };
  const auto end_of_row = [](int, void* builder) {
    static_cast<TableBuilder*>(builder)->EndOfRow();
  };
  const auto malformed = [&] {
    return table.Error(absl::StrCat("line ", table.line(),
                                    ": a quote within a cell that is not "
                                    "quoted, or after its end"));
  };
  absl::Status status;
  for (int64_t line = 1; !text.empty() && status.ok(); ++line) {
    const absl::string_view next = NextLine(text);
    text.remove_prefix(next.size());
    table.set_line(line);
    const size_t parsed = csv_parse(&parser, next.data(), next.size(), field, end_of_row, &table);
    status = table.status();
    if (parsed != next.size() && status.ok()) status = malformed();
  }
  if (status.ok() && csv_fini(&parser, field, end_of_row, &table) != 0) {
    status = table.Error(absl::StrCat("line ", table.line(), ": a quoted cell is not closed"));
  }
  csv_free(&parser);
  if (!status.ok()) return status;
  return table.Result();
}

}  // namespace tenfold
