#include "reports/parts/markdown.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "base/text/quoted.h"
#include "reports/claims/number.h"

namespace tenfold::reports {
namespace {

constexpr char kNothing[] = "–";

// Of a column that has longer cells, the shorter ones are padded to this many characters.
constexpr size_t kMaxPadded = 40;

// Characters, not bytes: all bytes of UTF-8 but those that continue a character.
size_t Width(absl::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

std::string Escape(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"|", "\\|"}, {"\n", " "}, {"\r", " "}});
}

std::string Pad(const std::string& text, size_t width, Align align) {
  const std::string blanks(width - std::min(width, Width(text)), ' ');
  return align == Align::kLeft ? text + blanks : blanks + text;
}

}  // namespace

std::string Literal(absl::string_view foreign) {
  const std::string text = PlainLine(absl::StrReplaceAll(foreign, {{"\n", " "}, {"\r", " "}}));
  std::string literal;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool inside_word = i > 0 && i + 1 < text.size() && absl::ascii_isalnum(text[i - 1]) &&
                             absl::ascii_isalnum(text[i + 1]);
    const bool special =
        absl::StrContains("\\`*<>[]&~!#$@", text[i]) || (text[i] == '_' && !inside_word);
    if (special) literal += '\\';
    literal += text[i];
  }
  return literal;
}

std::string Slug(absl::string_view heading) {
  std::string slug;
  for (char c : heading) {
    const bool word = absl::ascii_isalnum(c) || c == '-' || c == '_' || (c & 0x80) != 0;
    if (word || c == ' ') slug += c == ' ' ? '-' : absl::ascii_tolower(c);
  }
  return slug;
}

std::string MarkdownTable(const std::vector<MarkdownColumn>& columns,
                          const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::vector<std::string>> lines(1);
  for (const MarkdownColumn& column : columns) lines[0].push_back(Escape(column.header));
  for (const std::vector<std::string>& row : rows) {
    lines.emplace_back();
    for (const std::string& cell : row) lines.back().push_back(Escape(cell));
  }
  std::vector<size_t> widths(columns.size(), 2);
  for (const std::vector<std::string>& line : lines) {
    for (size_t i = 0; i < columns.size(); ++i) widths[i] = std::max(widths[i], Width(line.at(i)));
  }
  for (size_t& width : widths) width = std::min(width, kMaxPadded);
  std::string table;
  for (size_t n = 0; n < lines.size(); ++n) {
    for (size_t i = 0; i < columns.size(); ++i) {
      absl::StrAppend(&table, "| ", Pad(lines[n][i], widths[i], columns[i].align), " ");
    }
    table += "|\n";
    if (n > 0) continue;
    for (size_t i = 0; i < columns.size(); ++i) {
      const std::string dashes(widths[i], '-');
      absl::StrAppend(&table, "| ", dashes, columns[i].align == Align::kLeft ? " " : ":");
    }
    table += "|\n";
  }
  return table;
}

std::string AndList(std::vector<std::string> names) {
  const std::string last = names.back();
  names.pop_back();
  return names.empty() ? last : absl::StrCat(absl::StrJoin(names, ", "), " and ", last);
}

std::string Number(std::optional<double> value, int decimals) {
  return value.has_value() ? Fixed(*value, decimals) : kNothing;
}

std::string MeanAndStd(std::optional<double> mean, std::optional<double> std, int decimals) {
  if (!mean.has_value() || !std.has_value()) return Number(mean, decimals);
  return absl::StrCat(Number(mean, decimals), " ± ", Number(std, decimals));
}

std::string PValue(double p) { return p < 0.0001 ? "< 0.0001" : absl::StrFormat("%.4f", p); }

std::string PointsWithInterval(const statistics::Interval& interval) {
  return SignedWithInterval(interval, 100.0, 2);
}

std::string SignedWithInterval(const statistics::Interval& interval, double scale, int decimals) {
  const auto number = [&](double value) { return Signed(scale * value, decimals); };
  return absl::StrCat(number(interval.estimate), " [", number(interval.low), ", ",
                      number(interval.high), "]");
}

std::string Points(double difference, int decimals) { return Signed(100 * difference, decimals); }

}  // namespace tenfold::reports
