// Sine and cosine by fixed polynomials in fixed order: libm's results differ between versions.
#pragma once

#include <cmath>

#include "engine/numerics/contract.h"

namespace tenfold {

namespace internal {

// The Taylor polynomials of sin and cos in Horner's form; the terms that they leave out are below
// 2^-57 of the result for |x| <= pi / 4.
inline double SinPolynomial(double x) {
  const double z = x * x;
  double p = -1.0 / 1307674368000.0;
  p = std::fma(p, z, 1.0 / 6227020800.0);
  p = std::fma(p, z, -1.0 / 39916800.0);
  p = std::fma(p, z, 1.0 / 362880.0);
  p = std::fma(p, z, -1.0 / 5040.0);
  p = std::fma(p, z, 1.0 / 120.0);
  p = std::fma(p, z, -1.0 / 6.0);
  return std::fma(p * z, x, x);
}

inline double CosPolynomial(double x) {
  const double z = x * x;
  double p = 1.0 / 20922789888000.0;
  p = std::fma(p, z, -1.0 / 87178291200.0);
  p = std::fma(p, z, 1.0 / 479001600.0);
  p = std::fma(p, z, -1.0 / 3628800.0);
  p = std::fma(p, z, 1.0 / 40320.0);
  p = std::fma(p, z, -1.0 / 720.0);
  p = std::fma(p, z, 1.0 / 24.0);
  p = std::fma(p, z, -0.5);
  return std::fma(p, z, 1.0);
}

}  // namespace internal

// sin(pi x) and cos(pi x) for |x| < 2^51: x is a quarter turn's multiple and a remainder, exactly.
// Within 1e-15 of the exact value.
inline double SinPi(double x) {
  constexpr double kPi = 3.14159265358979323846;
  const double quarters = std::floor(x * 2.0 + 0.5);
  const double r = kPi * (x - quarters * 0.5);
  const double quadrant = quarters - 4.0 * std::floor(quarters * 0.25);
  const double magnitude =
      quadrant == 1.0 || quadrant == 3.0 ? internal::CosPolynomial(r) : internal::SinPolynomial(r);
  return quadrant >= 2.0 ? -magnitude : magnitude;
}

inline double CosPi(double x) { return SinPi(x + 0.5); }

}  // namespace tenfold
