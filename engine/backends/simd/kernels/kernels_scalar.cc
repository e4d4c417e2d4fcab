#include "engine/backends/simd/kernels/kernels.h"

namespace tenfold::simd::scalar {
namespace {

constexpr int kWidth = 4;
constexpr int kMaxRows1 = 6, kMaxRows2 = 4, kMaxRows3 = 0, kMaxRows4 = 0;
constexpr int kMaxSums = 9;
template <int NV>
constexpr int kConvColumns = NV == 2 ? 4 : 6;
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
[[gnu::always_inline]] inline V Max(V a, V b) { return a > b ? a : b; }
[[gnu::always_inline]] inline V Min(V a, V b) { return a < b ? a : b; }

#include "engine/backends/simd/kernels/lane_masks.inc"

// kWidth bytes as integers.
[[gnu::always_inline]] inline I LoadBytes(const unsigned char* bytes) {
  return I{bytes[0], bytes[1], bytes[2], bytes[3]};
}

// out[j * out_row + i] = i < rows ? in[i * in_row + j] : 0 for i < kWidth, j < columns.
[[gnu::always_inline]] inline void TransposeBlock(int rows, int columns, const float* in,
                                                  long in_row, float* out, long out_row) {
  for (int j = 0; j < kWidth && j < columns; ++j) {
    for (int i = 0; i < kWidth; ++i) out[j * out_row + i] = i < rows ? in[i * in_row + j] : 0.0f;
  }
}

#include "engine/backends/simd/kernels/kernels.inc"

}  // namespace

const Kernels kKernels = KernelTable("scalar");

}  // namespace tenfold::simd::scalar
