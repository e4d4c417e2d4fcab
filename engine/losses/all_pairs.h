// The loss of comparing every row with every row.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/losses/class_probabilities.h"

namespace tenfold {

// The mean of -log l over all ordered pairs of rows (a, b): l is P(a <= b) if classes[a] <=
// classes[b], otherwise 1 - P(a <= b). P is what the layer Comparison makes of the logits of both,
// limited to [least_probability, 1 - least_probability]. Adds weight times the gradient to `grad`.
// output, grad: [rows, features].
//
// With p_a the softmax of row a and d = -scale / l or scale / l (0 where a limit holds), all sums
// from 0 and ascending:
//   s_b[i] = the sum of p_b from i on       P = the chain of p_a[i] s_b[i]
//   g_a[i] = the chain over b of d s_b[i]   h_b[i] = the chain over a of d p_a[i]
//   u_a[i] = g_a[i] + the sum of h_a up to i
//   grad_a[i] += p_a[i] (u_a[i] - the chain of p_a u_a)
template <typename T>
double AllPairsLossAndGradient(int rows, int features, const T* output, const int32_t* classes,
                               double weight, double least_probability, T* grad) {
  const double pairs = static_cast<double>(rows) * rows;
  const T scale = static_cast<T>(weight / pairs);
  const T low = static_cast<T>(least_probability), high = T{1} - low;
  const int64_t size = int64_t{rows} * features;
  std::vector<T> p(size), s(size), g(size), h(size), up_to(features), u(features);
  for (int a = 0; a < rows; ++a) {
    Softmax(features, output + int64_t{a} * features, &p[int64_t{a} * features]);
    SumsFrom(features, &p[int64_t{a} * features], &s[int64_t{a} * features]);
  }
  double sum = 0.0;
  for (int a = 0; a < rows; ++a) {
    const T* p_a = &p[int64_t{a} * features];
    for (int b = 0; b < rows; ++b) {
      const T* s_b = &s[int64_t{b} * features];
      const T probability = Expectation(features, p_a, s_b);
      const T limited = probability < low ? low : (probability > high ? high : probability);
      const bool at_most = classes[a] <= classes[b];
      const T likelihood = at_most ? limited : T{1} - limited;
      sum -= static_cast<double>(Log(likelihood));
      const T d = limited == probability ? (at_most ? -scale : scale) / likelihood : T{0};
      for (int i = 0; i < features; ++i) {
        g[int64_t{a} * features + i] = std::fma(d, s_b[i], g[int64_t{a} * features + i]);
        h[int64_t{b} * features + i] = std::fma(d, p_a[i], h[int64_t{b} * features + i]);
      }
    }
  }
  for (int a = 0; a < rows; ++a) {
    const int64_t first = int64_t{a} * features;
    SumsUpTo(features, &h[first], up_to.data());
    for (int i = 0; i < features; ++i) u[i] = g[first + i] + up_to[i];
    const T mean = Expectation(features, &p[first], u.data());
    for (int i = 0; i < features; ++i) grad[first + i] += p[first + i] * (u[i] - mean);
  }
  return sum / pairs;
}

}  // namespace tenfold
