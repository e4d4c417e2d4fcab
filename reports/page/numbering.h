// Numbers for what the page's template names.
#pragma once

#include <string>

namespace tenfold::reports {

// Replaces each "{figure:NAME}" by "Figure N": figures are numbered as the headings that begin with
// them ("### {figure:NAME}") follow each other, and after these what is mentioned alone. And the
// "{chapter}" of each heading that begins with it ("## {chapter}. ") by 1, 2, ...
std::string NumberHeadings(const std::string& page);

}  // namespace tenfold::reports
