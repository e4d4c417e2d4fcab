#include "tools/normalised_source.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace tenfold {
namespace {

constexpr char kEnd = '\0';

bool IsWordCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool IsQuote(char c) { return c == '"' || c == '\''; }

// Whether the two would be read otherwise without white space between them.
bool NeedSpace(char a, char b) {
  const auto is_word = [](char c) { return IsWordCharacter(c) || IsQuote(c); };
  const auto joins = [](char c) { return absl::StrContains("+-*/%&|^<>=!:.#", c); };
  return (is_word(a) && is_word(b)) || (joins(a) && joins(b));
}

bool IsOwnInclude(absl::string_view directive) {
  if (!absl::ConsumePrefix(&directive, "#")) return false;
  directive = absl::StripLeadingAsciiWhitespace(directive);
  if (!absl::ConsumePrefix(&directive, "include")) return false;
  return absl::StartsWith(absl::StripLeadingAsciiWhitespace(directive), "\"");
}

class Normaliser {
 public:
  explicit Normaliser(absl::string_view text) : text_(text) { SkipContinuations(); }

  std::string Run() && {
    while (at_ < text_.size()) Token();
    EndLine();
    return std::move(result_);
  }

 private:
  // The present character, or the one `ahead` behind it, as if lines that a backslash ends went on.
  char Peek(int ahead = 0) const {
    size_t place = at_;
    for (; ahead > 0 && place < text_.size(); --ahead) place = Continued(place + 1);
    return place < text_.size() ? text_[place] : kEnd;
  }
  char Take() {
    const char c = Peek();
    ++at_;
    SkipContinuations();
    return c;
  }
  void SkipContinuations() { at_ = Continued(at_); }
  size_t Continued(size_t place) const {
    while (true) {
      const absl::string_view rest = text_.substr(std::min(place, text_.size()));
      if (absl::StartsWith(rest, "\\\n")) {
        place += 2;
      } else if (absl::StartsWith(rest, "\\\r\n")) {
        place += 3;
      } else {
        return place;
      }
    }
  }

  void Token() {
    const char c = Peek();
    if (c == '\n') {
      Take();
      if (in_directive_) {
        EndLine();
      } else {
        space_ = true;
      }
      at_line_start_ = true;
    } else if (absl::ascii_isspace(static_cast<unsigned char>(c))) {
      Take();
      space_ = true;
    } else if (c == '/' && Peek(1) == '/') {
      while (at_ < text_.size() && Peek() != '\n') Take();
    } else if (c == '/' && Peek(1) == '*') {
      BlockComment();
    } else if (c == '#' && at_line_start_) {
      EndLine();
      in_directive_ = true;
      Append(Take());
    } else if (IsQuote(c)) {
      Literal();
    } else if (IsWordCharacter(c) ||
               (c == '.' && absl::ascii_isdigit(static_cast<unsigned char>(Peek(1))))) {
      Word();
    } else {
      Append(Take());
    }
  }

  void BlockComment() {
    Take();
    Take();
    while (at_ < text_.size() && !(Peek() == '*' && Peek(1) == '/')) Take();
    Take();
    Take();
    space_ = true;
  }

  // An identifier or a number; with the literal behind it if it is the prefix of a raw one.
  void Word() {
    const bool is_number =
        !(absl::ascii_isalpha(static_cast<unsigned char>(Peek())) || Peek() == '_');
    std::string word;
    while (true) {
      const char c = Peek();
      const bool goes_on =
          IsWordCharacter(c) ||
          (is_number && (c == '.' || (c == '\'' && IsWordCharacter(Peek(1))) ||
                         ((c == '+' || c == '-') && absl::StrContains("eEpP", word.back()))));
      if (!goes_on) break;
      word.push_back(Take());
    }
    Append(word[0]);
    line_.append(word, 1);
    const bool is_prefix =
        word == "R" || word == "u8R" || word == "uR" || word == "UR" || word == "LR";
    if (is_prefix && Peek() == '"') RawLiteral();
  }

  // To its quote, or to the end of the line if there is none (an apostrophe behind #error).
  void Literal() {
    const char quote = Peek();
    Append(Take());
    while (at_ < text_.size() && Peek() != '\n') {
      const char c = Take();
      line_.push_back(c);
      if (c == quote) return;
      if (c == '\\' && at_ < text_.size() && Peek() != '\n') line_.push_back(Take());
    }
  }

  // Lines do not go on within it.
  void RawLiteral() {
    const size_t open = text_.find('(', at_);
    const size_t name_end = std::min(open, text_.size());
    const std::string close = ")" + std::string(text_.substr(at_ + 1, name_end - at_ - 1)) + "\"";
    const size_t found = text_.find(close, name_end);
    const size_t end = found == absl::string_view::npos ? text_.size() : found + close.size();
    line_.append(text_.data() + at_, end - at_);
    at_ = end;
    SkipContinuations();
  }

  // Within a directive white space is kept: #define F (x) is not #define F(x).
  void Append(char c) {
    if (space_ && !line_.empty() && (in_directive_ || NeedSpace(line_.back(), c))) {
      line_.push_back(' ');
    }
    line_.push_back(c);
    space_ = at_line_start_ = false;
  }

  void EndLine() {
    if (!line_.empty() && !IsOwnInclude(line_)) {
      result_.append(line_);
      result_.push_back('\n');
    }
    line_.clear();
    in_directive_ = space_ = false;
  }

  const absl::string_view text_;
  size_t at_ = 0;  // never at a backslash that ends a line, but within a raw literal
  std::string result_, line_;
  bool space_ = false;  // there was white space or a comment since the last character of line_
  bool at_line_start_ = true, in_directive_ = false;
};

}  // namespace

std::string NormalisedSource(absl::string_view text) { return Normaliser(text).Run(); }

}  // namespace tenfold
