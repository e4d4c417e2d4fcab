#include "engine/backends/simd/kernels/isa.h"

namespace tenfold::simd {

// Every AArch64 processor has NEON with fused multiply-adds.
std::vector<const Kernels*> AvailableKernels() { return {&neon::kKernels, &scalar::kKernels}; }

}  // namespace tenfold::simd
