// Numbers for what the page's template names.
#pragma once

#include <string>

namespace tenfold::reports {

// Replaces each "{figure:NAME}" by "Figure N": figures are numbered as the headings that begin with
// them ("### {figure:NAME}") follow each other, and after these what is mentioned alone. Numbers
// all headings of the second level, "## 3. Title", and of the third, "### 3.1 Title"; links to them
// ("](#title)") follow.
std::string NumberHeadings(const std::string& page);

}  // namespace tenfold::reports
