// A backend made of oneDNN's primitives.
#pragma once

#include "engine/network/backend.h"

namespace tenfold::onednn {

// "onednn": the same bits on one machine whatever runs beside it; across CPUs and versions oneDNN
// promises no order of its sums.
const Backend& GetBackend();

}  // namespace tenfold::onednn
