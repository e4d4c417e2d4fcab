#include "engine/backends/simd/kernels.h"

namespace tenfold::simd::scalar {
namespace {

constexpr int kWidth = 4;
constexpr int kMaxRows1 = 6, kMaxRows2 = 4, kMaxRows4 = 0;
typedef float V __attribute__((vector_size(16)));
typedef int I __attribute__((vector_size(16)));

// One number at a time: a processor without vectors would do the same.
[[gnu::always_inline]] inline V Fma(V a, V b, V c) {
  return V{__builtin_fmaf(a[0], b[0], c[0]), __builtin_fmaf(a[1], b[1], c[1]),
           __builtin_fmaf(a[2], b[2], c[2]), __builtin_fmaf(a[3], b[3], c[3])};
}
[[gnu::always_inline]] inline V Sqrt(V a) {
  return V{__builtin_sqrtf(a[0]), __builtin_sqrtf(a[1]), __builtin_sqrtf(a[2]),
           __builtin_sqrtf(a[3])};
}

#include "engine/backends/simd/kernels_impl.h"

}  // namespace

const Kernels kKernels = {"scalar",  Gemm, TanhForward, TanhBackward,
                          Transpose, Sgd,  Adam,        CrossEntropy};

}  // namespace tenfold::simd::scalar
