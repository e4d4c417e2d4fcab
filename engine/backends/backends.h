// All backends, and how to find one by name.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/network/backend.h"

namespace tenfold {

// The engine that is used if none is named.
inline constexpr char kDefaultBackend[] = "simd";

// In the order in which they are listed to users, `reference` first.
const std::vector<const Backend*>& AllBackends();

// NotFound lists the known names.
absl::StatusOr<const Backend*> FindBackend(absl::string_view name);

const Backend& DefaultEngine();

}  // namespace tenfold
