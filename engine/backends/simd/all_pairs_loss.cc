#include "engine/backends/simd/all_pairs_loss.h"

#include <algorithm>

#include "engine/losses/class_probabilities.h"

namespace tenfold::simd {

double AllPairsLoss::LossAndGradient(int rows, int features, const float* output,
                                     const int32_t* classes, double weight,
                                     double least_probability, float* grad) {
  const double pairs = static_cast<double>(rows) * rows;
  const float scale = static_cast<float>(weight / pairs);
  const float low = static_cast<float>(least_probability);
  const int row = Padded(features), padded_rows = Padded(rows);
  for (AlignedVector<float>* values : {&p_, &from_, &g_, &h_}) values->resize(int64_t{rows} * row);
  from_transposed_.resize(int64_t{row} * padded_rows);
  pairs_.resize(int64_t{rows} * padded_rows);
  log_likelihoods_.resize(padded_rows);
  classes_.resize(padded_rows);
  up_to_.resize(features);
  u_.resize(features);
  std::copy_n(classes, rows, classes_.begin());
  for (int a = 0; a < rows; ++a) {
    Softmax(features, output + int64_t{a} * features, &p_[int64_t{a} * row]);
    SumsFrom(features, &p_[int64_t{a} * row], &from_[int64_t{a} * row]);
  }
  kernels_.transpose(rows, features, from_.data(), row, from_transposed_.data(), padded_rows);

  GemmArguments probabilities = {};
  probabilities.m = rows;
  probabilities.n = padded_rows;
  probabilities.k = features;
  probabilities.a = p_.data();
  probabilities.a_row = row;
  probabilities.a_column = 1;
  probabilities.b = from_transposed_.data();
  probabilities.b_row = padded_rows;
  probabilities.c = pairs_.data();
  probabilities.c_row = padded_rows;
  kernels_.gemm(probabilities);

  double sum = 0.0;
  for (int a = 0; a < rows; ++a) {
    kernels_.compare_row(padded_rows, classes[a], classes_.data(), scale, low,
                         &pairs_[int64_t{a} * padded_rows], log_likelihoods_.data());
    for (int b = 0; b < rows; ++b) sum -= static_cast<double>(log_likelihoods_[b]);
  }

  GemmArguments gradient = {};
  gradient.m = rows;
  gradient.n = row;
  gradient.k = rows;
  gradient.a = pairs_.data();
  gradient.a_row = padded_rows;
  gradient.a_column = 1;
  gradient.b = from_.data();
  gradient.b_row = row;
  gradient.c = g_.data();
  gradient.c_row = row;
  kernels_.gemm(gradient);
  std::swap(gradient.a_row, gradient.a_column);
  gradient.b = p_.data();
  gradient.c = h_.data();
  kernels_.gemm(gradient);

  for (int a = 0; a < rows; ++a) {
    const float* p = &p_[int64_t{a} * row];
    SumsUpTo(features, &h_[int64_t{a} * row], up_to_.data());
    for (int i = 0; i < features; ++i) u_[i] = g_[int64_t{a} * row + i] + up_to_[i];
    const float mean = Expectation(features, p, u_.data());
    for (int i = 0; i < features; ++i) grad[int64_t{a} * features + i] += p[i] * (u_[i] - mean);
  }
  return sum / pairs;
}

}  // namespace tenfold::simd
