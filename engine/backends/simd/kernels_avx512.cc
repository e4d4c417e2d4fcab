// GCC 12 takes its own _mm512_undefined_ps for a mistake.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>

#include "engine/backends/simd/kernels.h"

namespace tenfold::simd::avx512 {
namespace {

constexpr int kWidth = 16;
// 24 accumulators of 32 registers.
constexpr int kMaxRows1 = 12, kMaxRows2 = 12, kMaxRows4 = 6;
// 24 sums of 32 registers.
constexpr int kMaxSums = 24;
template <int NV>
constexpr int kConvColumns = 12;
typedef float V __attribute__((vector_size(64)));
typedef int I __attribute__((vector_size(64)));

[[gnu::always_inline]] inline V Fma(V a, V b, V c) {
  return (V)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c);
}
[[gnu::always_inline]] inline V Sqrt(V a) { return (V)_mm512_sqrt_ps((__m512)a); }

// One truth value a lane.
typedef __mmask16 M;
[[gnu::always_inline]] inline M ToMask(I condition) {
  return _mm512_movepi32_mask((__m512i)condition);
}
// Where the mask is set a * b + c, elsewhere c.
[[gnu::always_inline]] inline V FmaIf(M mask, V a, V b, V c) {
  return (V)_mm512_mask3_fmadd_ps((__m512)a, (__m512)b, (__m512)c, mask);
}
// Writes the lanes where the condition holds one behind the other, and something behind them;
// returns their number.
[[gnu::always_inline]] inline int Compress(I condition, V value, I at, float* values, int* ats) {
  const M mask = ToMask(condition);
  _mm512_storeu_ps(values, _mm512_maskz_compress_ps(mask, (__m512)value));
  _mm512_storeu_si512(ats, _mm512_maskz_compress_epi32(mask, (__m512i)at));
  return __builtin_popcount(mask);
}

// kWidth bytes as integers, and back.
[[gnu::always_inline]] inline I LoadBytes(const unsigned char* bytes) {
  return (I)_mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i*)bytes));
}
[[gnu::always_inline]] inline void StoreBytes(unsigned char* bytes, I values) {
  _mm_storeu_si128((__m128i*)bytes, _mm512_cvtepi32_epi8((__m512i)values));
}

#include "engine/backends/simd/kernels_impl.h"
// After it.
#include "engine/backends/simd/conv_kernels_impl.h"

}  // namespace

const Kernels kKernels = {"avx512",  Gemm, TanhForward, TanhBackward, KeepWherePositive,
                          Transpose, Sgd,  Adam,        CrossEntropy, kConvKernels};

}  // namespace tenfold::simd::avx512
