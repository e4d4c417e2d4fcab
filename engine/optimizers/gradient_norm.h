// Clipping gradients by their norm (Pascanu et al. 2013), as torch.nn.utils.clip_grad_norm_.
#pragma once

#include <cmath>
#include <cstdint>

#include "engine/numerics/contract.h"

namespace tenfold {

// The sum of at(i)^2 over i in [0, n), in double: chain j adds up i = j, j + 8, j + 16, ... from 0,
// and the eight chains are added from the first. A float's square is exact in double, so each term
// is rounded once.
template <typename At>
double SumOfSquares(int64_t n, At at) {
  double chains[8] = {};
  for (int64_t i = 0; i < n; ++i) {
    const double x = static_cast<double>(at(i));
    chains[i % 8] += x * x;
  }
  double sum = 0.0;
  for (const double chain : chains) sum += chain;
  return sum;
}

// What all gradients are multiplied by: `sum_of_squares` is that of all trained parameters, one
// after the other in canonical order. 1, which changes nothing, if the norm is small enough or NaN.
template <typename T>
T ClippingFactor(double sum_of_squares, double max_norm) {
  const double factor = max_norm / (std::sqrt(sum_of_squares) + 1e-6);
  return factor < 1.0 ? static_cast<T>(factor) : T{1};
}

}  // namespace tenfold
