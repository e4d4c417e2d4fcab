#include <immintrin.h>

#include "engine/backends/simd/kernels.h"

namespace tenfold::simd::avx2 {
namespace {

constexpr int kWidth = 8;
// 12 accumulators of 16 registers.
constexpr int kMaxRows1 = 12, kMaxRows2 = 6, kMaxRows4 = 0;
constexpr int kMaxSums = 12;
template <int NV>
constexpr int kConvColumns = NV == 2 ? 6 : 12;
typedef float V __attribute__((vector_size(32)));
typedef int I __attribute__((vector_size(32)));

[[gnu::always_inline]] inline V Fma(V a, V b, V c) {
  return (V)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
}
[[gnu::always_inline]] inline V Sqrt(V a) { return (V)_mm256_sqrt_ps((__m256)a); }

// One truth value a lane: all bits or none.
typedef I M;
[[gnu::always_inline]] inline M ToMask(I condition) { return condition; }
// Where the mask is set a * b + c, elsewhere c.
[[gnu::always_inline]] inline V FmaIf(M mask, V a, V b, V c) { return mask ? Fma(a, b, c) : c; }
// Writes the lanes where the condition holds one behind the other, and something behind them;
// returns their number.
[[gnu::always_inline]] inline int Compress(I condition, V value, I at, float* values, int* ats) {
  int count = 0;
  for (int i = 0; i < kWidth; ++i) {
    values[count] = value[i];
    ats[count] = at[i];
    count += condition[i] & 1;
  }
  return count;
}

// kWidth bytes as integers, and back.
[[gnu::always_inline]] inline I LoadBytes(const unsigned char* bytes) {
  return (I)_mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i*)bytes));
}
[[gnu::always_inline]] inline void StoreBytes(unsigned char* bytes, I values) {
  for (int i = 0; i < kWidth; ++i) bytes[i] = static_cast<unsigned char>(values[i]);
}

#include "engine/backends/simd/kernels_impl.h"
// After it.
#include "engine/backends/simd/conv_kernels_impl.h"

}  // namespace

const Kernels kKernels = {"avx2",    Gemm, TanhForward, TanhBackward, KeepWherePositive,
                          Transpose, Sgd,  Adam,        CrossEntropy, kConvKernels};

}  // namespace tenfold::simd::avx2
