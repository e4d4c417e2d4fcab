// Text of others in a line of ours.
#pragma once

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace tenfold {

// What a user or a file said, as part of a message of one line: in quotes, with escapes for what is
// not printable, and shortened if it is long.
inline std::string Quoted(absl::string_view text) {
  constexpr size_t kMaxSize = 100;
  return absl::StrCat("\"", absl::CHexEscape(text.substr(0, kMaxSize)), "\"",
                      text.size() > kMaxSize ? "..." : "");
}

// A word of a command, as a shell reads it back.
inline std::string ShellWord(absl::string_view text) {
  constexpr absl::string_view kPlain = "@%+=:./-_";
  std::string word;
  for (char c : text) {
    if (c == '\n') {
      word += "'\n'";
      continue;
    }
    const bool plain =
        absl::ascii_isalnum(c) || !absl::ascii_isascii(c) || absl::StrContains(kPlain, c);
    if (!plain) word += '\\';
    word += c;
  }
  return word.empty() ? "''" : word;
}

}  // namespace tenfold
