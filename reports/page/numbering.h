// Numbers for what the page's template names.
#pragma once

#include <string>

namespace tenfold::reports {

// Replaces each "{figure:NAME}" by "Figure N": figures are numbered as the headings that begin with
// them ("### {figure:NAME}") follow each other, and after these what is mentioned alone.
std::string NumberFigures(const std::string& page);

}  // namespace tenfold::reports
