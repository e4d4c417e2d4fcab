#include "reports/page/html_links.h"

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "reports/page/markdown_tree.h"
#include "reports/parts/markdown.h"

namespace tenfold::reports {
namespace {

// Larger files stay beside the page; all of them would be several times its size.
constexpr size_t kMaxFileBytes = 1 << 16;

// The place on the page; nothing if the link leads elsewhere.
std::string AnchorOf(absl::string_view url, const std::vector<MarkdownDocument>& documents,
                     size_t own) {
  if (absl::ConsumePrefix(&url, "#")) return absl::StrCat("#", AnchorPrefix(documents, own), url);
  for (size_t i = 0; i < documents.size(); ++i) {
    absl::string_view rest = url;
    if (!absl::ConsumePrefix(&rest, documents[i].name)) continue;
    if (rest.empty()) return absl::StrCat("#", Slug(documents[i].name));
    if (absl::ConsumePrefix(&rest, "#")) return absl::StrCat("#", AnchorPrefix(documents, i), rest);
  }
  return "";
}

std::string NameOf(absl::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

}  // namespace

std::string AnchorPrefix(const std::vector<MarkdownDocument>& documents, size_t i) {
  return i == 0 ? "" : absl::StrCat(Slug(documents[i].name), "-");
}

void PointLinksIntoPage(cmark_node* root, const std::vector<MarkdownDocument>& documents, size_t i,
                        const Files& files) {
  for (cmark_node* link : Nodes(root, "link")) {
    const std::string url = cmark_node_get_url(link);
    if (absl::StrContains(url, ":")) continue;  // elsewhere, or what rendering leaves out
    const std::string anchor = AnchorOf(url, documents, i);
    if (!anchor.empty()) {
      cmark_node_set_url(link, anchor.c_str());
      continue;
    }
    const auto file = files.find(url);
    if (file != files.end() && file->second.size() <= kMaxFileBytes) {
      ReplaceInline(link,
                    absl::StrCat("<a download=\"", EscapeHtml(NameOf(url)), "\" href=\"data:",
                                 absl::EndsWith(url, ".csv") ? "text/csv" : "text/plain",
                                 ";charset=utf-8;base64,", absl::Base64Escape(file->second), "\">"),
                    "</a>");
    } else if (file != files.end() && PlainText(link) != url) {
      ReplaceInline(link, "", absl::StrCat(" (<code>", EscapeHtml(url), "</code>)"));
    } else {
      ReplaceInline(link, "", "");
    }
  }
}

}  // namespace tenfold::reports
