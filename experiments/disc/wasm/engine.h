// The engine of the module: `simd` on one lane, for networks of linear layers and activations.
#pragma once

#include "engine/network/backend.h"

namespace tenfold::simd {

const Backend& LinearBackend();

}  // namespace tenfold::simd
