#include <immintrin.h>

#include "engine/backends/simd/kernels/kernels.h"

namespace tenfold::simd::avx2 {
namespace {

constexpr int kWidth = 8;
// 12 accumulators of 16 registers.
constexpr int kMaxRows1 = 12, kMaxRows2 = 6, kMaxRows3 = 0, kMaxRows4 = 0;
constexpr int kMaxSums = 12;
template <int NV>
constexpr int kConvColumns = NV == 2 ? 6 : 12;
typedef float V __attribute__((vector_size(32)));
typedef int I __attribute__((vector_size(32)));

[[gnu::always_inline]] inline V Fma(V a, V b, V c) {
  return (V)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
}
[[gnu::always_inline]] inline V Sqrt(V a) { return (V)_mm256_sqrt_ps((__m256)a); }
// a > b ? a : b and a < b ? a : b. The instructions take their second operand where one is NaN or
// both are zero.
[[gnu::always_inline]] inline V Max(V a, V b) { return (V)_mm256_max_ps((__m256)a, (__m256)b); }
[[gnu::always_inline]] inline V Min(V a, V b) { return (V)_mm256_min_ps((__m256)a, (__m256)b); }

#include "engine/backends/simd/kernels/lane_masks.inc"

// kWidth bytes as integers.
[[gnu::always_inline]] inline I LoadBytes(const unsigned char* bytes) {
  return (I)_mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i*)bytes));
}

// out[j * out_row + i] = i < rows ? in[i * in_row + j] : 0 for i < kWidth, j < columns.
[[gnu::always_inline]] inline void TransposeBlock(int rows, int columns, const float* in,
                                                  long in_row, float* out, long out_row) {
  __m256 r[8], t[8];
#pragma GCC unroll 8
  for (int i = 0; i < 8; ++i)
    r[i] = i < rows ? _mm256_loadu_ps(in + i * in_row) : _mm256_setzero_ps();
#pragma GCC unroll 4
  for (int i = 0; i < 8; i += 2) {
    t[i] = _mm256_unpacklo_ps(r[i], r[i + 1]);
    t[i + 1] = _mm256_unpackhi_ps(r[i], r[i + 1]);
  }
#pragma GCC unroll 2
  for (int i = 0; i < 8; i += 4) {
    r[i] = _mm256_shuffle_ps(t[i], t[i + 2], 0x44);
    r[i + 1] = _mm256_shuffle_ps(t[i], t[i + 2], 0xee);
    r[i + 2] = _mm256_shuffle_ps(t[i + 1], t[i + 3], 0x44);
    r[i + 3] = _mm256_shuffle_ps(t[i + 1], t[i + 3], 0xee);
  }
#pragma GCC unroll 4
  for (int i = 0; i < 4; ++i) {
    t[i] = _mm256_permute2f128_ps(r[i], r[i + 4], 0x20);
    t[i + 4] = _mm256_permute2f128_ps(r[i], r[i + 4], 0x31);
  }
#pragma GCC unroll 8
  for (int j = 0; j < 8; ++j) {
    if (j < columns) _mm256_storeu_ps(out + j * out_row, t[j]);
  }
}

#include "engine/backends/simd/kernels/kernels.inc"

}  // namespace

const Kernels kKernels = KernelTable("avx2");

}  // namespace tenfold::simd::avx2
