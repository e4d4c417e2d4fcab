// The backend that fuses and vectorises: linear layers with their activations run on kernels
// compiled per instruction set, everything else by the kernels of `reference`. Bit for bit what
// `reference` computes, on every instruction set.
#pragma once

#include "engine/backends/backend.h"
#include "engine/backends/simd/kernels.h"

namespace tenfold::simd {

// "simd", on the fastest instruction set of this processor.
const Backend& GetBackend();

// The same on given kernels; its name is "simd" too.
std::unique_ptr<Backend> MakeBackend(const Kernels& kernels);

}  // namespace tenfold::simd
