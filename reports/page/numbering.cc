#include "reports/page/numbering.h"

#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "reports/parts/markdown.h"

namespace tenfold::reports {
namespace {

constexpr absl::string_view kMark = "{figure:";

// Gives a number to each mark that stands behind `before` and has none yet.
void Number(const std::string& page, const std::string& before,
            std::map<std::string, std::string>& numbers) {
  const std::string start = absl::StrCat(before, kMark);
  for (size_t at = 0; (at = page.find(start, at)) != std::string::npos; at += start.size()) {
    const size_t mark = at + before.size();
    const size_t end = page.find('}', mark);
    if (end == std::string::npos) return;
    numbers.emplace(page.substr(mark, end + 1 - mark), absl::StrCat("Figure ", numbers.size() + 1));
  }
}

}  // namespace

std::string NumberHeadings(const std::string& page) {
  std::map<std::string, std::string> numbers;
  Number(page, "\n### ", numbers);
  Number(page, "", numbers);
  std::vector<std::string> lines = absl::StrSplit(absl::StrReplaceAll(page, numbers), '\n');
  std::map<std::string, std::string> anchors;
  int chapter = 0, section = 0;
  for (std::string& line : lines) {
    absl::string_view heading = line;
    std::string number;
    if (absl::ConsumePrefix(&heading, "## ")) {
      number = absl::StrCat(++chapter, ". ");
      section = 0;
    } else if (absl::ConsumePrefix(&heading, "### ")) {
      number = absl::StrCat(chapter, ".", ++section, " ");
    } else {
      continue;
    }
    const std::string numbered = absl::StrCat(number, heading);
    anchors[absl::StrCat("](#", Slug(heading), ")")] = absl::StrCat("](#", Slug(numbered), ")");
    line.insert(line.size() - heading.size(), number);
  }
  return absl::StrReplaceAll(absl::StrJoin(lines, "\n"), anchors);
}

}  // namespace tenfold::reports
