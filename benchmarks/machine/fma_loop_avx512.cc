#include <immintrin.h>

#include "benchmarks/machine/fma_loops.h"

namespace tenfold::benchmarks {

float FmaLoopAvx512(int64_t iterations) {
  __m512 a = _mm512_set1_ps(0.999f), b = _mm512_set1_ps(0.001f);
  __m512 c[kFmaChains];
  for (int j = 0; j < kFmaChains; ++j) c[j] = _mm512_set1_ps(static_cast<float>(j));
  for (int64_t i = 0; i < iterations; ++i) {
#pragma GCC unroll 12
    for (int j = 0; j < kFmaChains; ++j) c[j] = _mm512_fmadd_ps(c[j], a, b);
  }
  __m512 sum = c[0];
  for (int j = 1; j < kFmaChains; ++j) sum = _mm512_add_ps(sum, c[j]);
  return _mm512_cvtss_f32(sum);
}

}  // namespace tenfold::benchmarks
