#include "engine/backends/simd/kernels/isa.h"

namespace tenfold::simd {

std::vector<const Kernels*> AvailableKernels() {
  std::vector<const Kernels*> kernels;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")) {
    kernels.push_back(&avx512::kKernels);
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    kernels.push_back(&avx2::kKernels);
  kernels.push_back(&scalar::kKernels);
  return kernels;
}

}  // namespace tenfold::simd
