#include <immintrin.h>

#include "benchmarks/machine/fma_loops.h"

namespace tenfold::benchmarks {

float FmaLoopAvx2(int64_t iterations) {
  __m256 a = _mm256_set1_ps(0.999f), b = _mm256_set1_ps(0.001f);
  __m256 c[kFmaChains];
  for (int j = 0; j < kFmaChains; ++j) c[j] = _mm256_set1_ps(static_cast<float>(j));
  for (int64_t i = 0; i < iterations; ++i) {
#pragma GCC unroll 12
    for (int j = 0; j < kFmaChains; ++j) c[j] = _mm256_fmadd_ps(c[j], a, b);
  }
  __m256 sum = c[0];
  for (int j = 1; j < kFmaChains; ++j) sum = _mm256_add_ps(sum, c[j]);
  return _mm256_cvtss_f32(sum);
}

}  // namespace tenfold::benchmarks
