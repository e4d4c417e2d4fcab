#include <arm_neon.h>

#include "engine/backends/simd/kernels/kernels.h"

namespace tenfold::simd::neon {
namespace {

constexpr int kWidth = 4;
// 24 sums of 32 registers.
constexpr int kMaxRows1 = 12, kMaxRows2 = 12, kMaxRows3 = 8, kMaxRows4 = 6;
constexpr int kMaxSums = 24;
template <int NV>
constexpr int kConvColumns = 12;
typedef float V __attribute__((vector_size(16)));
typedef int I __attribute__((vector_size(16)));

[[gnu::always_inline]] inline V Fma(V a, V b, V c) {
  return (V)vfmaq_f32((float32x4_t)c, (float32x4_t)a, (float32x4_t)b);
}
[[gnu::always_inline]] inline V Sqrt(V a) { return (V)vsqrtq_f32((float32x4_t)a); }
// Compared and selected: vmaxq_f32 takes NaN from either side and +0 before -0.
[[gnu::always_inline]] inline V Max(V a, V b) { return a > b ? a : b; }
[[gnu::always_inline]] inline V Min(V a, V b) { return a < b ? a : b; }

#include "engine/backends/simd/kernels/lane_masks.inc"

// kWidth bytes as integers.
[[gnu::always_inline]] inline I LoadBytes(const unsigned char* bytes) {
  uint32_t four;
  __builtin_memcpy(&four, bytes, sizeof(four));
  const uint8x8_t eight = vreinterpret_u8_u32(vdup_n_u32(four));
  return (I)vmovl_u16(vget_low_u16(vmovl_u8(eight)));
}

// out[j * out_row + i] = i < rows ? in[i * in_row + j] : 0 for i < kWidth, j < columns.
[[gnu::always_inline]] inline void TransposeBlock(int rows, int columns, const float* in,
                                                  long in_row, float* out, long out_row) {
  float32x4_t r[4];
#pragma GCC unroll 4
  for (int i = 0; i < 4; ++i) r[i] = i < rows ? vld1q_f32(in + i * in_row) : vdupq_n_f32(0.0f);
  // Pairs of rows, then of pairs.
  const float64x2_t even01 = vreinterpretq_f64_f32(vtrn1q_f32(r[0], r[1]));
  const float64x2_t odd01 = vreinterpretq_f64_f32(vtrn2q_f32(r[0], r[1]));
  const float64x2_t even23 = vreinterpretq_f64_f32(vtrn1q_f32(r[2], r[3]));
  const float64x2_t odd23 = vreinterpretq_f64_f32(vtrn2q_f32(r[2], r[3]));
  r[0] = vreinterpretq_f32_f64(vtrn1q_f64(even01, even23));
  r[1] = vreinterpretq_f32_f64(vtrn1q_f64(odd01, odd23));
  r[2] = vreinterpretq_f32_f64(vtrn2q_f64(even01, even23));
  r[3] = vreinterpretq_f32_f64(vtrn2q_f64(odd01, odd23));
#pragma GCC unroll 4
  for (int j = 0; j < 4; ++j) {
    if (j < columns) vst1q_f32(out + j * out_row, r[j]);
  }
}

#include "engine/backends/simd/kernels/kernels.inc"

}  // namespace

const Kernels kKernels = KernelTable("neon");

}  // namespace tenfold::simd::neon
