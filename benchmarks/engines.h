// The engines that are timed.
#pragma once

#include <vector>

#include "engine/backends/backend.h"

namespace tenfold {

// AllBackends(), and LibTorch's where the program is built with it.
std::vector<const Backend*> BenchmarkedBackends();

}  // namespace tenfold
