// What a reader sees in REPORT.md: tables with aligned columns and numbers as text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "statistics/inference.h"

namespace tenfold::reports {

enum class Align { kLeft, kRight };

struct MarkdownColumn {
  std::string header;
  Align align = Align::kLeft;
};

// Columns are padded to the same number of characters, up to 40. A row has one cell per column.
// Cells are Markdown: what comes from outside goes through Literal. Line breaks and bars are
// escaped.
std::string MarkdownTable(const std::vector<MarkdownColumn>& columns,
                          const std::vector<std::vector<std::string>>& rows);

// Markdown that shows a text as it stands, whatever it holds; control characters as PlainLine of
// base/text/quoted.h does.
std::string Literal(absl::string_view foreign);

// The anchor that GitHub gives to a heading with this text, but for the number that it appends to
// one that is there already: letters, digits, "_" and "-" in lower case, "-" for a blank.
std::string Slug(absl::string_view heading);

// "a, b and c"; at least one.
std::string AndList(std::vector<std::string> names);

// "0.812 ± 0.018"; "0.812" without a deviation; "–" without a mean.
std::string MeanAndStd(std::optional<double> mean, std::optional<double> std, int decimals = 3);

// "0.812"; "–" for no value.
std::string Number(std::optional<double> value, int decimals = 3);

// "0.0123", "< 0.0001".
std::string PValue(double p);

// A difference of two fractions with its interval, in percentage points: "+1.02 [+0.80, +1.24]".
std::string PointsWithInterval(const statistics::Interval& interval);

// The same of any number, times `scale`.
std::string SignedWithInterval(const statistics::Interval& interval, double scale, int decimals);

// A difference of two fractions in percentage points: "+2.0", "-0.4", "0.0".
std::string Points(double difference, int decimals = 1);

}  // namespace tenfold::reports
