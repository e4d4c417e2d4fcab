// Numbers as text without the C library's printf, which would be a tenth of the module.
#include <charconv>
#include <cmath>

#include "absl/strings/str_cat.h"

namespace absl {

Piece::Piece(double number, int) {
  char* end = digits_ + sizeof(digits_);
  if (!std::isfinite(number)) {
    text_ = "not a finite number";
    return;
  }
  char* at = digits_;
  if (number < 0) *at++ = '-';
  double scaled = std::fabs(number);
  int exponent = 0;
  if (scaled != std::floor(scaled) || scaled >= 0x1p53) {
    for (; scaled < 1e8; --exponent) scaled *= 10.0;
    for (; scaled >= 1e9; ++exponent) scaled /= 10.0;
  }
  at = std::to_chars(at, end, static_cast<long long>(scaled)).ptr;
  if (exponent != 0) {
    *at++ = 'e';
    at = std::to_chars(at, end, exponent).ptr;
  }
  size_ = static_cast<size_t>(at - digits_);
}

void AppendPieces(std::string& text, std::initializer_list<Piece> pieces) {
  for (const Piece& piece : pieces) text.append(piece.text());
}

}  // namespace absl
