#pragma once

#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"

namespace tenfold {

// The shortest decimal text that reads as this finite number again.
inline std::string NumberText(double number) {
  std::string text;
  for (int digits = 6; digits <= 17; ++digits) {
    text = absl::StrFormat("%.*g", digits, number);
    double read = 0.0;
    if (absl::SimpleAtod(text, &read) && read == number) break;
  }
  return text;
}

}  // namespace tenfold
