// The engines that are timed.
#pragma once

#include <vector>

#include "engine/network/backend.h"

namespace tenfold::benchmarks {

// AllBackends(), and LibTorch's where the program is built with it.
std::vector<const Backend*> BenchmarkedBackends();

}  // namespace tenfold::benchmarks
