// Those of the 128-bit vectors that experiments/datasets/warp.cc uses.
#pragma once

#include <cmath>
#include <cstring>

typedef float __m128 __attribute__((vector_size(16)));

inline __m128 _mm_set1_ps(float x) { return __m128{x, x, x, x}; }
inline __m128 _mm_mul_ps(__m128 a, __m128 b) { return a * b; }
inline __m128 _mm_loadu_ps(const float* from) {
  __m128 v;
  std::memcpy(&v, from, sizeof(v));
  return v;
}
inline void _mm_storeu_ps(float* to, __m128 v) { std::memcpy(to, &v, sizeof(v)); }
inline __m128 _mm_fmadd_ps(__m128 a, __m128 b, __m128 c) {
  return __m128{std::fma(a[0], b[0], c[0]), std::fma(a[1], b[1], c[1]), std::fma(a[2], b[2], c[2]),
                std::fma(a[3], b[3], c[3])};
}
inline void _MM_TRANSPOSE4_PS(__m128& a, __m128& b, __m128& c, __m128& d) {
  const __m128 rows[] = {a, b, c, d};
  for (int i = 0; i < 4; ++i) {
    a[i] = rows[i][0];
    b[i] = rows[i][1];
    c[i] = rows[i][2];
    d[i] = rows[i][3];
  }
}
