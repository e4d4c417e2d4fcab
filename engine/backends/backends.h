// The backends there are.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/network/backend.h"

namespace tenfold {

// The engine that is used where none is named.
inline constexpr char kDefaultBackend[] = "simd";

// In the order in which they are shown; `reference` first.
const std::vector<const Backend*>& AllBackends();

// NotFound names the ones there are.
absl::StatusOr<const Backend*> FindBackend(absl::string_view name);

}  // namespace tenfold
