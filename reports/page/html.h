// The report as one HTML file: its Markdown documents one after the other, with a list of contents.
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

// Pictures as SVG by the paths by which the documents show them: "figures/speed-roof.svg".
using Pictures = std::map<std::string, std::string>;

// A page that needs no other file: style and pictures are inside, and links from one document to
// another lead to a place on the page. The first document's first heading is its title; its other
// headings down to the third level and the first of each further document are the contents. A
// picture that stands alone and the paragraph after it become a figure with its caption.
//
// The documents may hold anything: HTML in them is left out, as are links that a browser would run
// and pictures that are not among `pictures`, of which the description stays. The only script that
// runs is that of `live`, which stands behind the contents.
std::string HtmlPage(const std::vector<MarkdownDocument>& documents, const Pictures& pictures,
                     const LiveTraining& live = {});

}  // namespace tenfold::reports
