#pragma once

#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"

namespace absl {

template <typename Range, typename Formatter>
std::string StrJoin(const Range& range, std::string_view separator, const Formatter& format) {
  std::string text;
  std::string_view between = "";
  for (const auto& item : range) {
    text.append(between);
    format(&text, item);
    between = separator;
  }
  return text;
}

template <typename Range>
std::string StrJoin(const Range& range, std::string_view separator) {
  return StrJoin(range, separator,
                 [](std::string* text, const auto& item) { StrAppend(text, item); });
}

}  // namespace absl
