#include "reports/page/html_tables.h"

#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "reports/page/markdown_tree.h"

namespace tenfold::reports {
namespace {

struct ChipSign {
  const char* sign;
  const char* name;  // of its style
};
constexpr ChipSign kChips[] = {
    {"✓ ", "reproduced"}, {"✗ ", "contradicted"}, {"? ", "inconclusive"}, {"⇄ ", "turned"}};

// Whether it became a chip, or is one.
bool MakeChip(cmark_node* strong) {
  cmark_node* first = cmark_node_first_child(strong);
  if (first != nullptr && cmark_node_get_type(first) == CMARK_NODE_CUSTOM_INLINE) return true;
  const std::string text = PlainText(strong);
  for (const auto& [sign, name] : kChips) {
    if (!absl::StartsWith(text, sign)) continue;
    WrapContents(strong, absl::StrCat("<span class=\"chip ", name, "\">"), "</span>");
    return true;
  }
  return false;
}

// Gives each cell but a row's first the name of its column. What is HTML has to stand in another
// node in a cell.
void NameCells(cmark_node* table) {
  std::vector<std::string> names;
  for (cmark_node* row : Children(table)) {
    const std::vector<cmark_node*> cells = Children(row);
    const bool is_header = names.empty();
    for (size_t i = 0; i < cells.size(); ++i) {
      if (is_header) {
        names.push_back(EscapeHtml(PlainText(cells[i])));
      } else if (i > 0 && !PlainText(cells[i]).empty()) {
        cmark_node* emphasis = cmark_node_new(CMARK_NODE_EMPH);
        WrapContents(emphasis, absl::StrCat("<span class=\"column\">", names[i]), "</span>");
        cmark_node_prepend_child(cells[i], emphasis);
      }
    }
  }
}

// What stands above a block: the text of the nearest heading.
std::string HeadingAbove(cmark_node* block) {
  for (cmark_node* node = block; node != nullptr; node = cmark_node_previous(node)) {
    if (cmark_node_get_type(node) == CMARK_NODE_HEADING) return PlainText(node);
  }
  return "";
}

}  // namespace

void FinishTables(cmark_node* root) {
  std::map<std::string, int> named;
  for (cmark_node* table : Nodes(root, "table")) {
    bool chips = false;
    for (cmark_node* strong : Nodes(table, "strong")) chips |= MakeChip(strong);
    if (chips) NameCells(table);
    const std::string heading = HeadingAbove(table);
    const int count = ++named[heading];
    Wrap(table,
         absl::StrCat("<div class=\"table", chips ? " cards" : "",
                      "\" role=\"region\" tabindex=\"0\" aria-label=\"Table ",
                      count > 1 ? absl::StrCat(count, " ") : "",
                      heading.empty() ? "" : "in: ", EscapeHtml(heading), "\">"),
         "</div>");
  }
  for (cmark_node* strong : Nodes(root, "strong")) MakeChip(strong);
}

}  // namespace tenfold::reports
