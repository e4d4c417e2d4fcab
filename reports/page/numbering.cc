#include "reports/page/numbering.h"

#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

namespace tenfold::reports {
namespace {

constexpr absl::string_view kMark = "{figure:";
constexpr absl::string_view kChapter = "\n## {chapter}.";

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
  std::string numbered = absl::StrReplaceAll(page, numbers);
  int chapter = 0;
  for (size_t at = 0; (at = numbered.find(kChapter.data(), at)) != std::string::npos;)
    numbered.replace(at, kChapter.size(), absl::StrCat("\n## ", ++chapter, "."));
  return numbered;
}

}  // namespace tenfold::reports
