#include "base/text/quoted.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace tenfold {
namespace {

// A character of UTF-8 at the beginning of a text.
struct Character {
  size_t size;         // in bytes; 1 if they are no UTF-8
  uint32_t codepoint;  // U+FFFFFFFF if they are none
};

Character FirstCharacter(absl::string_view text) {
  constexpr Character kNone = {1, 0xffffffff};
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  if (byte(0) < 0x80) return {1, byte(0)};
  const size_t size = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 2;
  if (byte(0) < 0xc2 || byte(0) > 0xf4 || text.size() < size) return kNone;
  uint32_t codepoint = byte(0) & (0xff >> (size + 1));
  for (size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return kNone;
    codepoint = codepoint << 6 | (byte(i) & 0x3f);
  }
  constexpr uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = codepoint >= 0xd800 && codepoint <= 0xdfff;
  if (codepoint < kLeast[size] || codepoint > 0x10ffff || surrogate) return kNone;
  return {size, codepoint};
}

bool IsControl(uint32_t c) { return c < 0x20 || (c >= 0x7f && c < 0xa0); }

// Marks and embeddings of direction, and separators of lines and paragraphs.
bool RearrangesText(uint32_t c) {
  return c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

std::string WithoutControl(absl::string_view text, absl::string_view kept) {
  std::string plain;
  while (!text.empty()) {
    const Character first = FirstCharacter(text);
    const absl::string_view bytes = text.substr(0, first.size);
    text.remove_prefix(first.size);
    const bool escaped =
        first.codepoint > 0x10ffff || IsControl(first.codepoint) || RearrangesText(first.codepoint);
    if (escaped && !absl::StrContains(kept, bytes)) {
      plain += absl::CHexEscape(bytes);
    } else {
      plain.append(bytes.data(), bytes.size());
    }
  }
  return plain;
}

}  // namespace

std::string PlainLine(absl::string_view text) { return WithoutControl(text, ""); }

std::string Quoted(absl::string_view text) {
  constexpr size_t kMaxSize = 100;
  return absl::StrCat("\"", absl::CHexEscape(text.substr(0, kMaxSize)), "\"",
                      text.size() > kMaxSize ? "..." : "");
}

std::string ShellWord(absl::string_view text) {
  constexpr absl::string_view kPlain = "@%+=:./-_";
  // Octal escapes have three digits at most: what follows them is not theirs.
  if (PlainLine(text) != text) return absl::StrCat("$'", absl::CEscape(text), "'");
  std::string word;
  for (char c : text) {
    const bool plain =
        absl::ascii_isalnum(c) || !absl::ascii_isascii(c) || absl::StrContains(kPlain, c);
    if (!plain) word += '\\';
    word += c;
  }
  return word.empty() ? "''" : word;
}

std::string CsvField(absl::string_view text) {
  std::string field = WithoutControl(text, "\n");
  if (!field.empty() && absl::StrContains("=+-@\n", field[0])) field.insert(0, 1, '\'');
  if (field.find_first_of(",\"\n") == std::string::npos) return field;
  return absl::StrCat("\"", absl::StrReplaceAll(field, {{"\"", "\"\""}}), "\"");
}

}  // namespace tenfold
