// Probabilities of classes from logits, and what comparisons of classes are made of.
#pragma once

#include "engine/numerics/math.h"

namespace tenfold {

// p = exp(z - max z) / sum exp(z - max z); sums in ascending order. z, p: [classes].
template <typename T>
void Softmax(int classes, const T* z, T* p) {
  T max = z[0];
  for (int i = 1; i < classes; ++i) max = z[i] > max ? z[i] : max;
  T sum = 0;
  for (int i = 0; i < classes; ++i) {
    p[i] = Exp(z[i] - max);
    sum += p[i];
  }
  for (int i = 0; i < classes; ++i) p[i] = p[i] / sum;
}

// at_least[i] = sum_{j >= i} q_j, added up from the last.
template <typename T>
void SumsFrom(int classes, const T* q, T* at_least) {
  T sum = 0;
  for (int i = classes - 1; i >= 0; --i) {
    sum += q[i];
    at_least[i] = sum;
  }
}

// at_most[i] = sum_{j <= i} p_j, added up from the first.
template <typename T>
void SumsUpTo(int classes, const T* p, T* at_most) {
  T sum = 0;
  for (int i = 0; i < classes; ++i) {
    sum += p[i];
    at_most[i] = sum;
  }
}

// The chain of p_i * values_i, ascending, from 0.
template <typename T>
T Expectation(int classes, const T* p, const T* values) {
  T sum = 0;
  for (int i = 0; i < classes; ++i) sum = std::fma(p[i], values[i], sum);
  return sum;
}

}  // namespace tenfold
