// Which seeds to run, as it is written on a command line.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace tenfold {

inline constexpr int64_t kMaxSeeds = 10000000;

// Numbers and ranges that include both ends, separated by commas: "3,5,100-109". The seeds come
// ascending, each once. InvalidArgument says which part is not understood, or that there are more
// than kMaxSeeds.
absl::StatusOr<std::vector<int64_t>> ParseSeeds(absl::string_view text);

}  // namespace tenfold
