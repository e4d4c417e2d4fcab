#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

namespace absl {

// A piece of a text: a text, or a number with up to nine digits, as messages need it.
class Piece {
 public:
  Piece(std::string_view text) : text_(text) {}
  Piece(const char* text) : text_(text) {}
  Piece(const std::string& text) : text_(text) {}
  template <typename T, std::enable_if_t<std::is_arithmetic_v<T>, int> = 0>
  Piece(T number) : Piece(static_cast<double>(number), 0) {}

  std::string_view text() const {
    return text_.data() != nullptr ? text_ : std::string_view(digits_, size_);
  }

 private:
  Piece(double number, int);

  std::string_view text_;
  char digits_[32];
  size_t size_ = 0;
};

void AppendPieces(std::string& text, std::initializer_list<Piece> pieces);

template <typename... Pieces>
void StrAppend(std::string* text, const Pieces&... pieces) {
  AppendPieces(*text, {Piece(pieces)...});
}

template <typename... Pieces>
std::string StrCat(const Pieces&... pieces) {
  std::string text;
  AppendPieces(text, {Piece(pieces)...});
  return text;
}

}  // namespace absl
