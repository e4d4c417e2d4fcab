// The engines that are timed.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/backends/backend.h"

namespace tenfold {

// AllBackends(), and LibTorch's where the program is built with it.
std::vector<const Backend*> BenchmarkedBackends();

}  // namespace tenfold
