// The report as one HTML file: its Markdown documents on one page, with a list of contents.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/page/live/live.h"

namespace tenfold::reports {

struct MarkdownDocument {
  std::string name;  // as links name it: "REPORT.md"
  std::string text;
};

// Contents by the paths by which the documents name them: "figures/speed-roof.svg".
using Pictures = std::map<std::string, std::string>;
using Files = std::map<std::string, std::string>;

// A page that needs no other file: style, script, pictures and tables are inside, so it can be
// mailed. The first document is the page. Its first heading is the title, its other headings down
// to the third level are the contents, and what stands above its first heading of the second level
// is the first screen. Each further document is folded: in place of a paragraph that is a link to
// it and nothing else, or at the end.
//
// Links from one document to another lead to a place on the page, links to one of `files` to the
// file inside the page if it is small enough, and other relative links are left out, but for their
// text. A paragraph of pictures and the paragraph after it become a figure with its caption.
//
// The documents may hold anything: HTML in them is left out, as are links that a browser would run
// and pictures that are not among `pictures`, of which the description stays. What trains on the
// page stands behind the contents.
std::string HtmlPage(const std::vector<MarkdownDocument>& documents, const Pictures& pictures,
                     const Files& files = {}, const LiveTraining& live = {});

}  // namespace tenfold::reports
