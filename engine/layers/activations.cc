#include "engine/layers/activations.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/layers/number_text.h"

namespace tenfold {

std::string ActivationText(const char* name, const char* option, double value, double otherwise) {
  if (value == otherwise) return absl::StrCat(name, "()");
  return absl::StrCat(name, "(", option, "=", NumberText(value), ")");
}

absl::Status CheckOption(const std::string& activation, const char* option, double value,
                         double most) {
  if (static_cast<float>(value) > 0.0f && value <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(activation, ": ", option, " must be above 0 and at most ", most));
}

}  // namespace tenfold
