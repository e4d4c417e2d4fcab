// Tables of the page for a browser.
#pragma once

#include <cmark-gfm.h>

namespace tenfold::reports {

// Each table gets a box of its own, named after the heading above it. A strong text that begins
// with a verdict's sign ("✓ reproduced") becomes a chip; in a table that has one each cell also
// names its column, for a window so narrow that a row becomes a card.
void FinishTables(cmark_node* root);

}  // namespace tenfold::reports
