// Markdown as a test reads it.
#pragma once

#include <regex>
#include <string>

namespace tenfold::reports {

// Links become their text, and several blanks one.
inline std::string Plain(const std::string& markdown) {
  static const std::regex link("\\[([^\\]]*)\\]\\([^)]*\\)"), blanks(" +");
  return std::regex_replace(std::regex_replace(markdown, link, "$1"), blanks, " ");
}

}  // namespace tenfold::reports
