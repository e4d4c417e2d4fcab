#include "base/text/number.h"

#include <cmath>

#include "absl/strings/numbers.h"

namespace tenfold {

bool ParseNumber(absl::string_view text, double* value) {
  if (!absl::SimpleAtod(text, value) || !std::isfinite(*value)) return false;
  const absl::string_view digits = text.substr(0, text.find_first_of("eEpP"));
  const bool is_hexadecimal = text.find_first_of("xX") != text.npos;
  return *value != 0.0 || digits.find_first_of(is_hexadecimal ? "123456789abcdefABCDEF"
                                                              : "123456789") == digits.npos;
}

}  // namespace tenfold
