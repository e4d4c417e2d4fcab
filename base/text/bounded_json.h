// JSON from anywhere, which may be made to exhaust memory, time or the stack of whoever reads it.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "nlohmann/json.hpp"

namespace tenfold {

struct JsonBounds {
  int max_depth = 16;
  int max_names = 10000;     // of members, in the whole text
  int max_values = 2000000;  // of any kind, in the whole text
};

// InvalidArgument says in one line what is wrong: no JSON (NaN, infinities and numbers that no
// double holds are none), more than the bounds allow, or a name that is twice in one object, of
// which readers would differ in which they believe.
absl::StatusOr<nlohmann::ordered_json> ParseBoundedJson(absl::string_view text,
                                                        const JsonBounds& bounds = {});

}  // namespace tenfold
