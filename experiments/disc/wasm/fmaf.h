// A fused multiply-add of floats by arithmetic in double, for machines that have none: WebAssembly,
// whose C library rounds some ties between denormals wrongly.
#pragma once

#include <cstdint>
#include <cstring>

namespace tenfold {

// p + c = sum + error exactly (Knuth's two-sum). Rounded to odd, the sum keeps on which side of a
// tie between floats it lies, so that narrowing it rounds once.
inline float NarrowedExactly(double p, double c, double sum) {
  const double of_c = sum - p;
  const double error = (p - (sum - of_c)) + (c - of_c);
  if (!(error < 0.0 || error > 0.0)) return static_cast<float>(sum);  // exact, or not a number
  uint64_t bits;
  std::memcpy(&bits, &sum, sizeof(bits));
  if ((bits & 1) == 0) bits += (error > 0.0) == (sum > 0.0) ? 1 : -1;
  std::memcpy(&sum, &bits, sizeof(sum));
  return static_cast<float>(sum);
}

// a * b + c with one rounding. The product is exact in double. The sum, rounded, is narrowed
// wrongly only where it looks like a tie between two floats: with these low 29 bits, or, for
// results below 2^-126, with others.
[[gnu::always_inline]] inline float ExactFmaf(float a, float b, float c) {
  const double p = static_cast<double>(a) * static_cast<double>(b);
  const double sum = p + static_cast<double>(c);
  uint64_t bits;
  std::memcpy(&bits, &sum, sizeof(bits));
  const bool may_be_tie = (bits & 0x1fffffff) == 0x10000000;
  if (__builtin_expect(may_be_tie || !(__builtin_fabs(sum) >= 0x1p-126), 0)) {
    return NarrowedExactly(p, c, sum);
  }
  return static_cast<float>(sum);
}

}  // namespace tenfold
