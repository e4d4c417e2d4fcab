#pragma once

#include <immintrin.h>

#include <cstdint>

namespace tenfold {

// MXCSR.
inline uint64_t FloatingPointControl() { return _mm_getcsr(); }
inline void SetFloatingPointControl(uint64_t control) {
  _mm_setcsr(static_cast<unsigned int>(control));
}
// As the numeric contract wants it; a bit per exception says that it has happened.
inline constexpr uint64_t kContractControl = 0x1f80, kControlExceptions = 0x3f;
// What may be set besides: tiny results become 0, tiny operands are taken for 0; rounding upwards.
inline constexpr uint64_t kControlFlush = 0x8040, kControlUpward = 0x4000;

using Float4 = __m128;
inline Float4 Load4(const float* from) { return _mm_loadu_ps(from); }
inline void Store4(float* to, Float4 v) { _mm_storeu_ps(to, v); }
inline Float4 Multiply4(float a, Float4 b) { return _mm_mul_ps(_mm_set1_ps(a), b); }
// a * b + c with one rounding.
inline Float4 Fma4(float a, Float4 b, Float4 c) { return _mm_fmadd_ps(_mm_set1_ps(a), b, c); }
// Lane j of rows[i] becomes lane i of rows[j].
inline void Transpose4(Float4 (&rows)[4]) { _MM_TRANSPOSE4_PS(rows[0], rows[1], rows[2], rows[3]); }

}  // namespace tenfold
