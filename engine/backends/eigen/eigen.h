// A backend with Eigen's matrix products behind linear and convolution layers.
#pragma once

#include "engine/network/backend.h"

namespace tenfold::eigen {

// "eigen": the same bits on one machine whatever runs beside it; across CPUs Eigen promises no
// order of its sums.
const Backend& GetBackend();

}  // namespace tenfold::eigen
