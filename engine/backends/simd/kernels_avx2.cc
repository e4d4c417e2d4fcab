#include <immintrin.h>

#include "engine/backends/simd/kernels.h"

namespace tenfold::simd::avx2 {
namespace {

constexpr int kWidth = 8;
// 12 accumulators of 16 registers.
constexpr int kMaxRows1 = 12, kMaxRows2 = 6, kMaxRows4 = 0;
typedef float V __attribute__((vector_size(32)));
typedef int I __attribute__((vector_size(32)));

[[gnu::always_inline]] inline V Fma(V a, V b, V c) {
  return (V)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
}
[[gnu::always_inline]] inline V Sqrt(V a) { return (V)_mm256_sqrt_ps((__m256)a); }

#include "engine/backends/simd/kernels_impl.h"

}  // namespace

const Kernels kKernels = {"avx2",    Gemm, TanhForward, TanhBackward,
                          Transpose, Sgd,  Adam,        CrossEntropy};

}  // namespace tenfold::simd::avx2
