#pragma once

#include <string>

#include "absl/strings/str_cat.h"

namespace tenfold {

inline std::string NumberText(double number) { return absl::StrCat(number); }

}  // namespace tenfold
