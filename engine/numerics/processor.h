// What each processor does in its own way, in a file per architecture with the same declarations:
// the register that controls floating-point arithmetic, and vectors of four floats. (Instruction
// sets are engine/backends/simd/kernels.)
#pragma once

#if defined(__x86_64__)
#include "engine/numerics/processor_x86_64.h"
#elif defined(__aarch64__)
#include "engine/numerics/processor_aarch64.h"
#else
#error "processor.h has no file for this architecture; it has x86_64 and aarch64"
#endif
