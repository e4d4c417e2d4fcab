// What a user or a file said, as part of a message of one line.
#pragma once

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace tenfold {

// In quotes, with escapes for what is not printable, and shortened if it is long.
inline std::string Quoted(absl::string_view text) {
  constexpr size_t kMaxSize = 100;
  return absl::StrCat("\"", absl::CHexEscape(text.substr(0, kMaxSize)), "\"",
                      text.size() > kMaxSize ? "..." : "");
}

}  // namespace tenfold
