// Losses: a number to minimise and its gradient, for the rows of one tensor.
//
// For T = float the order of every sum is fixed: rows ascending, and within a row features
// ascending. The value is summed in double: it is only reported.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/losses/all_pairs.h"
#include "engine/numerics/math.h"

namespace tenfold {

enum class LossKind {
  kMse,                 // mean over all elements of (output - target)^2
  kCrossEntropy,        // mean over rows of -sum_k target_k * log softmax(output)_k
  kBinaryCrossEntropy,  // mean over all elements of -t * log(p) - (1 - t) * log(1 - p)
  kAllPairs,            // binary cross-entropy of comparing all ordered pairs of rows (all_pairs.h)
  kAbsolute,            // mean over all elements of |output - target|
  kHuber,               // the same of d^2 / 2 where |d| <= delta, elsewhere delta (|d| - delta / 2)
};

// A loss attached to a network's tensor; the network's loss is the sum of weight * loss over its
// terms.
struct LossTerm {
  std::string name;
  LossKind kind;
  std::string tensor;
  double weight = 1.0;
  // kCrossEntropy: target = [k is the class] * (1 - label_smoothing) + label_smoothing / features.
  double label_smoothing = 0.0;
  // kBinaryCrossEntropy, where the output is a probability, and kAllPairs: probabilities are
  // limited to [p, 1 - p] with this p.
  double least_probability = 1e-6;
  double delta = 1.0;  // kHuber: above 0
  // kCrossEntropy: of each class, above 0; empty for none. The mean is then that of PyTorch: rows
  // count by the weight of their class, and target_k above is multiplied by that of class k.
  std::vector<double> class_weights = {};
};

// What a loss compares the rows of its tensor with: one of the two, depending on the loss's kind.
struct Targets {
  const float* values = nullptr;     // all other kinds: [rows, features]
  const int32_t* classes = nullptr;  // kCrossEntropy, kAllPairs: [rows], each in [0, features)
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

// sum |output - target| / n; adds weight / n with the sign of output - target to `grad`, 0 where
// that is 0 or NaN, n = rows * features. output, grad: [rows, features].
template <typename T>
double AbsoluteLossAndGradient(int rows, int features, const T* output, const float* targets,
                               double weight, T* grad) {
  const int64_t n = int64_t{rows} * features;
  const T scale = static_cast<T>(weight / static_cast<double>(n));
  double sum = 0.0;
  for (int64_t i = 0; i < n; ++i) {
    const T difference = output[i] - static_cast<T>(targets[i]);
    sum += std::fabs(static_cast<double>(difference));
    grad[i] += difference > 0 ? scale : (difference < 0 ? -scale : T{0});
  }
  return sum / static_cast<double>(n);
}

// Huber 1964: with d = output - target and c = d limited to [-delta, delta] the sum of c (d - c /
// 2) / n; adds weight * c / n to `grad`, n = rows * features. output, grad: [rows, features].
template <typename T>
double HuberLossAndGradient(int rows, int features, const T* output, const float* targets,
                            double weight, double delta, T* grad) {
  const int64_t n = int64_t{rows} * features;
  const T scale = static_cast<T>(weight / static_cast<double>(n));
  const T limit = static_cast<T>(delta);
  double sum = 0.0;
  for (int64_t i = 0; i < n; ++i) {
    const T difference = output[i] - static_cast<T>(targets[i]);
    const T limited = difference < -limit ? -limit : (difference > limit ? limit : difference);
    const double c = static_cast<double>(limited);
    sum += c * (static_cast<double>(difference) - 0.5 * c);
    grad[i] += scale * limited;
  }
  return sum / static_cast<double>(n);
}

// The targets of the class and of the other classes.
template <typename T>
struct SmoothedTargets {
  SmoothedTargets(double label_smoothing, int features)
      : others(static_cast<T>(label_smoothing / features)),
        of_class(static_cast<T>(1.0 - label_smoothing + label_smoothing / features)) {}
  T others, of_class;
};

// What a mean over rows is divided by: their number, or the sum of the weights of their classes.
template <typename T>
double CountOfRows(int rows, const int32_t* classes, const std::vector<double>& class_weights) {
  if (class_weights.empty()) return static_cast<double>(rows);
  double sum = 0.0;
  for (int row = 0; row < rows; ++row) {
    sum += static_cast<double>(static_cast<T>(class_weights[classes[row]]));
  }
  return sum;
}

// With z = output - max(output) of a row, s = sum exp(z) and q = sum_k target_k, which is 1 without
// class weights: q * log(s) - sum_k target_k * z_k, averaged over the rows; adds weight * (q *
// exp(z) / s - target) / rows to `grad`. With class weights n, in place of rows, is the sum of
// those of the rows' classes. output, grad: [rows, features].
template <typename T>
double CrossEntropyLossAndGradient(int rows, int features, const T* output, const int32_t* classes,
                                   double weight, T* grad, double label_smoothing = 0.0,
                                   const std::vector<double>& class_weights = {}) {
  const bool weighted = !class_weights.empty();
  const double n = CountOfRows<T>(rows, classes, class_weights);
  const T scale = static_cast<T>(weight / n);
  const SmoothedTargets<T> target(label_smoothing, features);
  const auto target_of = [&](int row, int i) {
    const T t = i == classes[row] ? target.of_class : target.others;
    return weighted ? t * static_cast<T>(class_weights[i]) : t;
  };
  double sum = 0.0;
  for (int row = 0; row < rows; ++row, output += features, grad += features) {
    T q = 1;
    if (weighted) {
      q = 0;
      for (int i = 0; i < features; ++i) q += target_of(row, i);
    }
    T max = output[0];
    for (int i = 1; i < features; ++i) max = output[i] > max ? output[i] : max;
    T sum_of_exp = 0;
    for (int i = 0; i < features; ++i) sum_of_exp += Exp(output[i] - max);
    for (int i = 0; i < features; ++i) {
      const T probability = Exp(output[i] - max) / sum_of_exp;
      grad[i] += scale * (q * probability - target_of(row, i));
    }
    T expected = target_of(row, classes[row]) * (output[classes[row]] - max);
    if (label_smoothing != 0.0) {
      expected = 0;
      for (int i = 0; i < features; ++i) {
        expected = std::fma(target_of(row, i), output[i] - max, expected);
      }
    }
    sum += static_cast<double>(q * Log(sum_of_exp) - expected);
  }
  return sum / n;
}

// Adds weight * (p - t) / (p * (1 - p)) / n to `grad`, n = rows * features, where p is within the
// limits. output, grad: [rows, features].
template <typename T>
double BinaryCrossEntropyLossAndGradient(int rows, int features, const T* output,
                                         const float* targets, double weight,
                                         double least_probability, T* grad) {
  const int64_t n = int64_t{rows} * features;
  const T scale = static_cast<T>(weight / static_cast<double>(n));
  const T low = static_cast<T>(least_probability), high = T{1} - low;
  double sum = 0.0;
  for (int64_t i = 0; i < n; ++i) {
    const T p = output[i] < low ? low : (output[i] > high ? high : output[i]);
    const double t = static_cast<double>(targets[i]);
    sum -= t * static_cast<double>(Log(p)) + (1.0 - t) * static_cast<double>(Log(T{1} - p));
    if (p == output[i]) {
      grad[i] += scale * ((p - static_cast<T>(targets[i])) / (p * (T{1} - p)));
    }
  }
  return sum / static_cast<double>(n);
}

template <typename T>
double LossAndGradient(const LossTerm& term, int rows, int features, const T* output,
                       const Targets& targets, T* grad) {
  switch (term.kind) {
    case LossKind::kMse:
      return MseLossAndGradient(rows, features, output, targets.values, term.weight, grad);
    case LossKind::kCrossEntropy:
      return CrossEntropyLossAndGradient(rows, features, output, targets.classes, term.weight, grad,
                                         term.label_smoothing, term.class_weights);
    case LossKind::kBinaryCrossEntropy:
      return BinaryCrossEntropyLossAndGradient(rows, features, output, targets.values, term.weight,
                                               term.least_probability, grad);
    case LossKind::kAllPairs:
      return AllPairsLossAndGradient(rows, features, output, targets.classes, term.weight,
                                     term.least_probability, grad);
    case LossKind::kAbsolute:
      return AbsoluteLossAndGradient(rows, features, output, targets.values, term.weight, grad);
    case LossKind::kHuber:
      return HuberLossAndGradient(rows, features, output, targets.values, term.weight, term.delta,
                                  grad);
  }
  return 0.0;
}

}  // namespace tenfold
