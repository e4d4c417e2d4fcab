#pragma once

#include <arm_neon.h>

#include <cstdint>

namespace tenfold {

// FPCR.
inline uint64_t FloatingPointControl() {
  uint64_t control;
  asm volatile("mrs %0, fpcr" : "=r"(control) : : "memory");
  return control;
}
inline void SetFloatingPointControl(uint64_t control) {
  asm volatile("msr fpcr, %0" : : "r"(control) : "memory");
}
// As the numeric contract wants it; exceptions are noted in another register.
inline constexpr uint64_t kContractControl = 0, kControlExceptions = 0;
// What may be set besides: tiny operands and results become 0 (FZ), every NaN the same one (DN);
// rounding upwards.
inline constexpr uint64_t kControlFlush = 0x3000000, kControlUpward = 0x400000;

using Float4 = float32x4_t;
inline Float4 Load4(const float* from) { return vld1q_f32(from); }
inline void Store4(float* to, Float4 v) { vst1q_f32(to, v); }
inline Float4 Multiply4(float a, Float4 b) { return vmulq_n_f32(b, a); }
// a * b + c with one rounding.
inline Float4 Fma4(float a, Float4 b, Float4 c) { return vfmaq_n_f32(c, b, a); }
// Lane j of rows[i] becomes lane i of rows[j].
inline void Transpose4(Float4 (&rows)[4]) {
  const float32x4x2_t even = vzipq_f32(rows[0], rows[2]), odd = vzipq_f32(rows[1], rows[3]);
  const float32x4x2_t first = vzipq_f32(even.val[0], odd.val[0]);
  const float32x4x2_t last = vzipq_f32(even.val[1], odd.val[1]);
  rows[0] = first.val[0];
  rows[1] = first.val[1];
  rows[2] = last.val[0];
  rows[3] = last.val[1];
}

}  // namespace tenfold
