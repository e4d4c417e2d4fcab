// Elementary functions for the float engine: fixed polynomials in a fixed order, because the
// results of libm differ between versions. Those for double, which serves to check gradients and to
// measure rounding, are libm's.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

#include "engine/numerics/contract.h"

namespace tenfold {

// 2^exponent for exponent in [-126, 127].
inline float PowerOfTwo(int exponent) {
  const uint32_t bits = static_cast<uint32_t>(exponent + 127) << 23;
  float result;
  std::memcpy(&result, &bits, sizeof(result));
  return result;
}

// e^x; overflows to infinity above 88.72, rounds to denormals and 0 below -87.33. Range reduction
// by Cody and Waite, polynomial of Cephes' expf. Largest errors: engine/NUMERICS.md.
inline float Exp(float x) {
  const float clamped = x < -104.0f ? -104.0f : (x > 89.0f ? 89.0f : x);
  const float round_to_integer = 12582912.0f;  // 1.5 * 2^23: adding it leaves no fraction bits
  const float k = std::fma(clamped, 1.44269504088896341f, round_to_integer) - round_to_integer;
  float r = std::fma(k, -0.693359375f, clamped);
  r = std::fma(k, 2.12194440e-4f, r);
  float p = 1.9875691500e-4f;
  p = std::fma(p, r, 1.3981999507e-3f);
  p = std::fma(p, r, 8.3334519073e-3f);
  p = std::fma(p, r, 4.1665795894e-2f);
  p = std::fma(p, r, 1.6666665459e-1f);
  p = std::fma(p, r, 5.0000001201e-1f);
  p = std::fma(p, r * r, r) + 1.0f;
  if (!(k == k)) return x;  // NaN
  // In two factors, so that a denormal result is rounded once and an infinite one overflows.
  const int exponent = static_cast<int>(k);
  const int half = exponent >> 1;
  return (p * PowerOfTwo(half)) * PowerOfTwo(exponent - half);
}

// The natural logarithm: -infinity at 0, NaN below, infinity at infinity. Polynomial of Cephes'
// logf.
inline float Log(float x) {
  if (!(x > 0.0f)) return x == 0.0f ? -INFINITY : NAN;
  if (x == INFINITY) return x;
  int exponent = 0;
  if (x < 0x1p-126f) {
    x *= 0x1p24f;
    exponent = -24;
  }
  uint32_t bits;
  std::memcpy(&bits, &x, sizeof(bits));
  exponent += static_cast<int>(bits >> 23) - 126;
  bits = (bits & 0x007fffffu) | 0x3f000000u;
  float m;  // in [0.5, 1)
  std::memcpy(&m, &bits, sizeof(m));
  if (m < 0.707106781186547524f) {
    m += m;
    exponent -= 1;
  }
  m -= 1.0f;
  const float z = m * m;
  float p = 7.0376836292e-2f;
  p = std::fma(p, m, -1.1514610310e-1f);
  p = std::fma(p, m, 1.1676998740e-1f);
  p = std::fma(p, m, -1.2420140846e-1f);
  p = std::fma(p, m, 1.4249322787e-1f);
  p = std::fma(p, m, -1.6668057665e-1f);
  p = std::fma(p, m, 2.0000714765e-1f);
  p = std::fma(p, m, -2.4999993993e-1f);
  p = std::fma(p, m, 3.3333331174e-1f);
  const float e = static_cast<float>(exponent);
  float y = p * m * z;
  y = std::fma(e, -2.12194440e-4f, y);
  y = std::fma(z, -0.5f, y);
  return std::fma(e, 0.693359375f, m + y);
}

// The hyperbolic tangent; keeps the sign of zero. Cephes' tanhf: a polynomial below 0.625, 1 - 2 /
// (e^2x + 1) above.
inline float TanH(float x) {
  const float a = std::fabs(x);
  if (a >= 0.625f) return std::copysign(1.0f - 2.0f / (Exp(a + a) + 1.0f), x);
  const float z = a * a;
  float p = -5.70498872745e-3f;
  p = std::fma(p, z, 2.06390887954e-2f);
  p = std::fma(p, z, -5.37397155531e-2f);
  p = std::fma(p, z, 1.33314422036e-1f);
  p = std::fma(p, z, -3.33332819422e-1f);
  return std::copysign(std::fma(p * z, a, a), x);
}

inline double Exp(double x) { return std::exp(x); }
inline double Log(double x) { return std::log(x); }
inline double TanH(double x) { return std::tanh(x); }

}  // namespace tenfold
