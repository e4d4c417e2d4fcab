// GCC 12 takes its own _mm512_undefined_ps for a mistake.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>

#include "engine/backends/simd/kernels.h"

namespace tenfold::simd::avx512 {
namespace {

constexpr int kWidth = 16;
// 24 accumulators of 32 registers.
constexpr int kMaxRows1 = 12, kMaxRows2 = 12, kMaxRows4 = 6;
typedef float V __attribute__((vector_size(64)));
typedef int I __attribute__((vector_size(64)));

[[gnu::always_inline]] inline V Fma(V a, V b, V c) {
  return (V)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c);
}
[[gnu::always_inline]] inline V Sqrt(V a) { return (V)_mm512_sqrt_ps((__m512)a); }

#include "engine/backends/simd/kernels_impl.h"

}  // namespace

const Kernels kKernels = {"avx512",  Gemm, TanhForward, TanhBackward,
                          Transpose, Sgd,  Adam,        CrossEntropy};

}  // namespace tenfold::simd::avx512
