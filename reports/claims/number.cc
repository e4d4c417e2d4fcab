#include "reports/claims/number.h"

#include "absl/strings/str_format.h"

namespace tenfold::reports {
namespace {

std::string WithoutSignOfZero(std::string text) {
  const bool zero = text.find_first_not_of("+-0.") == std::string::npos;
  return zero && (text[0] == '+' || text[0] == '-') ? text.substr(1) : text;
}

}  // namespace

std::string Fixed(double value, int decimals) {
  return WithoutSignOfZero(absl::StrFormat("%.*f", decimals, value));
}

std::string Signed(double value, int decimals) {
  return WithoutSignOfZero(absl::StrFormat("%+.*f", decimals, value));
}

}  // namespace tenfold::reports
