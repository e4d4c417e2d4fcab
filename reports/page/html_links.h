// Links of the page for a browser.
#pragma once

#include <cmark-gfm.h>

#include <string>
#include <vector>

#include "reports/page/html.h"

namespace tenfold::reports {

// What the anchors of the i-th document begin with; the first document's begin with nothing.
std::string AnchorPrefix(const std::vector<MarkdownDocument>& documents, size_t i);

// Points the links of the i-th document into the page: to an anchor, to a file that is inside it,
// or, where the page cannot have what a relative link leads to, nowhere.
void PointLinksIntoPage(cmark_node* root, const std::vector<MarkdownDocument>& documents, size_t i,
                        const Files& files);

}  // namespace tenfold::reports
