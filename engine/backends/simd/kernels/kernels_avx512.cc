#ifndef __clang__
// GCC 12 takes its own _mm512_undefined_ps for a mistake.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#pragma GCC diagnostic ignored "-Wuninitialized"
#include <immintrin.h>

#include "engine/backends/simd/kernels/kernels.h"

namespace tenfold::simd::avx512 {
namespace {

constexpr int kWidth = 16;
// 24 sums of 32 registers; more are not faster.
constexpr int kMaxRows1 = 12, kMaxRows2 = 8, kMaxRows3 = 9, kMaxRows4 = 6;
constexpr int kMaxSums = 24;
template <int NV>
constexpr int kConvColumns = 12;
typedef float V __attribute__((vector_size(64)));
typedef int I __attribute__((vector_size(64)));

[[gnu::always_inline]] inline V Fma(V a, V b, V c) {
  return (V)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c);
}
[[gnu::always_inline]] inline V Sqrt(V a) { return (V)_mm512_sqrt_ps((__m512)a); }
// a > b ? a : b and a < b ? a : b. The instructions take their second operand where one is NaN or
// both are zero.
[[gnu::always_inline]] inline V Max(V a, V b) { return (V)_mm512_max_ps((__m512)a, (__m512)b); }
[[gnu::always_inline]] inline V Min(V a, V b) { return (V)_mm512_min_ps((__m512)a, (__m512)b); }

// One truth value per lane.
typedef __mmask16 M;
[[gnu::always_inline]] inline M AllLanes() { return 0xffff; }
[[gnu::always_inline]] inline M IsEqual(I a, int b) {
  return _mm512_cmpeq_epi32_mask((__m512i)a, _mm512_set1_epi32(b));
}
[[gnu::always_inline]] inline M IsLess(I a, int b) {
  return _mm512_cmplt_epi32_mask((__m512i)a, _mm512_set1_epi32(b));
}
[[gnu::always_inline]] inline M IsNotZero(V a) {
  return _mm512_cmp_ps_mask((__m512)a, _mm512_setzero_ps(), _CMP_NEQ_UQ);
}
// Where the mask is set a * b + c, elsewhere c.
[[gnu::always_inline]] inline V FmaIf(M mask, V a, V b, V c) {
  return (V)_mm512_mask3_fmadd_ps((__m512)a, (__m512)b, (__m512)c, mask);
}
// Writes the lanes where the mask is set, one after the other, and anything after them; returns
// their number.
[[gnu::always_inline]] inline int Compress(M mask, V value, I at, float* values, int* ats) {
  _mm512_storeu_ps(values, _mm512_maskz_compress_ps(mask, (__m512)value));
  _mm512_storeu_si512(ats, _mm512_maskz_compress_epi32(mask, (__m512i)at));
  return __builtin_popcount(mask);
}

// p * 2^k, rounded once.
[[gnu::always_inline]] inline V TimesPowerOfTwo(V p, V k) {
  return (V)_mm512_scalef_ps((__m512)p, (__m512)k);
}

// kWidth bytes as integers, and back.
[[gnu::always_inline]] inline I LoadBytes(const unsigned char* bytes) {
  return (I)_mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i*)bytes));
}
[[gnu::always_inline]] inline void StoreBytes(unsigned char* bytes, I values) {
  _mm_storeu_si128((__m128i*)bytes, _mm512_cvtepi32_epi8((__m512i)values));
}

// kWhole: all of it lies within the matrix. Not inlined: the addresses of its rows would be
// computed ahead of the loops around it, and wait in memory.
template <bool kWhole>
[[gnu::noinline]] void TransposeBlockOf(int rows, int columns, const float* in, long in_row,
                                        float* out, long out_row) {
  __m512 r[16], t[16];
#pragma GCC unroll 16
  for (int i = 0; i < 16; ++i, in += in_row) {
    r[i] = kWhole || i < rows ? _mm512_loadu_ps(in) : _mm512_setzero_ps();
  }
  // Pairs of rows, then of pairs, then of quarters of vectors.
#pragma GCC unroll 8
  for (int i = 0; i < 16; i += 2) {
    t[i] = _mm512_unpacklo_ps(r[i], r[i + 1]);
    t[i + 1] = _mm512_unpackhi_ps(r[i], r[i + 1]);
  }
#pragma GCC unroll 4
  for (int i = 0; i < 16; i += 4) {
    const __m512d a = _mm512_castps_pd(t[i]), b = _mm512_castps_pd(t[i + 1]);
    const __m512d c = _mm512_castps_pd(t[i + 2]), d = _mm512_castps_pd(t[i + 3]);
    r[i] = _mm512_castpd_ps(_mm512_unpacklo_pd(a, c));
    r[i + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(a, c));
    r[i + 2] = _mm512_castpd_ps(_mm512_unpacklo_pd(b, d));
    r[i + 3] = _mm512_castpd_ps(_mm512_unpackhi_pd(b, d));
  }
#pragma GCC unroll 4
  for (int i = 0; i < 4; ++i) {
    t[i] = _mm512_shuffle_f32x4(r[i], r[i + 4], 0x88);
    t[i + 4] = _mm512_shuffle_f32x4(r[i], r[i + 4], 0xdd);
    t[i + 8] = _mm512_shuffle_f32x4(r[i + 8], r[i + 12], 0x88);
    t[i + 12] = _mm512_shuffle_f32x4(r[i + 8], r[i + 12], 0xdd);
  }
#pragma GCC unroll 8
  for (int i = 0; i < 8; ++i) {
    r[i] = _mm512_shuffle_f32x4(t[i], t[i + 8], 0x88);
    r[i + 8] = _mm512_shuffle_f32x4(t[i], t[i + 8], 0xdd);
  }
#pragma GCC unroll 16
  for (int j = 0; j < 16; ++j, out += out_row) {
    if (kWhole || j < columns) _mm512_storeu_ps(out, r[j]);
  }
}

// out[j * out_row + i] = i < rows ? in[i * in_row + j] : 0 for i < kWidth, j < columns.
[[gnu::always_inline]] inline void TransposeBlock(int rows, int columns, const float* in,
                                                  long in_row, float* out, long out_row) {
  if (rows >= 16 && columns >= 16) {
    TransposeBlockOf<true>(rows, columns, in, in_row, out, out_row);
  } else {
    TransposeBlockOf<false>(rows, columns, in, in_row, out, out_row);
  }
}

#include "engine/backends/simd/kernels/kernels.inc"

}  // namespace

const Kernels kKernels = KernelTable("avx512");

}  // namespace tenfold::simd::avx512
