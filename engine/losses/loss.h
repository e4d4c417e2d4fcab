// Losses: a number to minimise and its gradient, for the rows of one tensor.
//
// For T = float the order of every sum is fixed: rows ascending, and within a row features
// ascending. The value is summed in double: it is only reported.
#pragma once

#include <cstdint>
#include <string>

#include "engine/math.h"

namespace tenfold {

enum class LossKind {
  kMse,           // mean over all elements of (output - target)^2
  kCrossEntropy,  // mean over rows of -log softmax(output)[class]
};

// A loss attached to a network's tensor; the network's loss is the sum of weight * loss over its
// terms.
struct LossTerm {
  std::string name;
  LossKind kind;
  std::string tensor;
  double weight = 1.0;
};

// What a loss compares the rows of its tensor with; one of the two, by the loss's kind.
struct Targets {
  const float* values = nullptr;     // kMse: [rows, features]
  const int32_t* classes = nullptr;  // kCrossEntropy: [rows], each in [0, features)
};

// sum (output - target)^2 / n; adds weight * 2 * (output - target) / n to `grad`, n = rows *
// features. output, grad: [rows, features].
template <typename T>
double MseLossAndGradient(int rows, int features, const T* output, const float* targets,
                          double weight, T* grad) {
  const int64_t n = int64_t{rows} * features;
  const T scale = static_cast<T>(2.0 * weight / static_cast<double>(n));
  double sum = 0.0;
  for (int64_t i = 0; i < n; ++i) {
    const T difference = output[i] - static_cast<T>(targets[i]);
    sum += static_cast<double>(difference) * static_cast<double>(difference);
    grad[i] += scale * difference;
  }
  return sum / static_cast<double>(n);
}

// With z = output - max(output) of a row and s = sum exp(z): log(s) - z[class], averaged over the
// rows; adds weight * (exp(z) / s - [class]) / rows to `grad`. output, grad: [rows, features].
template <typename T>
double CrossEntropyLossAndGradient(int rows, int features, const T* output, const int32_t* classes,
                                   double weight, T* grad) {
  const T scale = static_cast<T>(weight / static_cast<double>(rows));
  double sum = 0.0;
  for (int row = 0; row < rows; ++row, output += features, grad += features) {
    T max = output[0];
    for (int i = 1; i < features; ++i) max = output[i] > max ? output[i] : max;
    T sum_of_exp = 0;
    for (int i = 0; i < features; ++i) sum_of_exp += Exp(output[i] - max);
    for (int i = 0; i < features; ++i) {
      const T probability = Exp(output[i] - max) / sum_of_exp;
      grad[i] += scale * (probability - static_cast<T>(i == classes[row] ? 1 : 0));
    }
    sum += static_cast<double>(Log(sum_of_exp) - (output[classes[row]] - max));
  }
  return sum / static_cast<double>(rows);
}

template <typename T>
double LossAndGradient(const LossTerm& term, int rows, int features, const T* output,
                       const Targets& targets, T* grad) {
  switch (term.kind) {
    case LossKind::kMse:
      return MseLossAndGradient(rows, features, output, targets.values, term.weight, grad);
    case LossKind::kCrossEntropy:
      return CrossEntropyLossAndGradient(rows, features, output, targets.classes, term.weight,
                                         grad);
  }
  return 0.0;
}

}  // namespace tenfold
