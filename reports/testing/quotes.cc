#include "reports/testing/quotes.h"

#include <regex>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "base/files.h"

namespace tenfold::reports {
namespace {

std::string WithOneBlank(const std::string& text) {
  static const std::regex blanks("\\s+");
  return std::string(absl::StripAsciiWhitespace(std::regex_replace(text, blanks, " ")));
}

}  // namespace

std::string NotInTheReport(absl::string_view quote) {
  static const std::string report =
      WithOneBlank(*ReadFile("reports/testing/the_report.txt", 1 << 20));
  static const std::regex brackets("\\[[^\\]]*\\]");
  const std::string parts = std::regex_replace(std::string(quote), brackets, "\n");
  for (absl::string_view part : absl::StrSplit(parts, '\n')) {
    const std::string text = WithOneBlank(std::string(part));
    if (!absl::StrContains(report, text)) return text;
  }
  return "";
}

}  // namespace tenfold::reports
