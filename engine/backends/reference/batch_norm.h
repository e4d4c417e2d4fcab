#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/check.h"
#include "engine/backends/blockwise/kernel.h"

namespace tenfold::reference {

// Every sum over a feature's M values is the sum over the rows of sums over a row's positions, all
// ascending from 0; those of products are chains per row.
//   mean = sum x / M                   d = x - mean
//   variance = sum fma(d, d, .) / M    inv = 1 / sqrt(variance + epsilon)    scale = weight * inv
//   y = fma(d, scale, bias)
//   running = fma(momentum, statistic, (1 - momentum) * running)
// where the variance's statistic is sum d^2 / max(1, M - 1).
//   T = sum dy    U = sum fma(dy, d, .)    db += T    dw += U * inv
//   dx = scale * fma(-d, U * inv * inv / M, dy - T / M)
template <typename T>
class BatchNormKernel final : public blockwise::LayerKernel<T> {
 public:
  BatchNormKernel(const BatchNorm& layer, const blockwise::KernelContext<T>& context)
      : features_(layer.features),
        positions_(NumElements(context.input_shape) / layer.features),
        epsilon_(static_cast<T>(layer.epsilon)),
        momentum_(static_cast<T>(layer.momentum)),
        kept_(static_cast<T>(1.0 - layer.momentum)),
        evaluation_(context.evaluation),
        weight_(*context.parameters[0]),
        bias_(*context.parameters[1]),
        running_mean_(*context.parameters[2]),
        running_var_(*context.parameters[3]),
        mean_(features_),
        inv_(features_),
        scale_(features_) {}

  void Forward(int rows, const T* input, T* output) override {
    for (int c = 0; c < features_; ++c) {
      if (evaluation_) {
        mean_[c] = running_mean_.value[c];
        inv_[c] = T{1} / std::sqrt(running_var_.value[c] + epsilon_);
      } else {
        ComputeStatistics(c, rows, input);
      }
      scale_[c] = weight_.value[c] * inv_[c];
      ForEach(c, rows, [&](int64_t i) {
        output[i] = std::fma(input[i] - mean_[c], scale_[c], bias_.value[c]);
      });
    }
  }

  void Backward(int rows, const T* input, const T*, const T* grad_output, T* grad_input) override {
    TENFOLD_CHECK(!evaluation_, "planned for evaluation");
    const T count = static_cast<T>(rows * positions_);
    for (int c = 0; c < features_; ++c) {
      const T sum = Sum(c, rows, [&](int64_t i, T s) { return s + grad_output[i]; });
      const T sum_of_products = Sum(c, rows, [&](int64_t i, T s) {
        return std::fma(grad_output[i], input[i] - mean_[c], s);
      });
      bias_.grad[c] += sum;
      weight_.grad[c] += sum_of_products * inv_[c];
      if (grad_input == nullptr) continue;
      const T mean_grad = sum / count;
      const T slope = sum_of_products * inv_[c] * inv_[c] / count;
      ForEach(c, rows, [&](int64_t i) {
        grad_input[i] =
            scale_[c] * std::fma(-(input[i] - mean_[c]), slope, grad_output[i] - mean_grad);
      });
    }
  }

 private:
  void ComputeStatistics(int c, int rows, const T* input) {
    const T count = static_cast<T>(rows * positions_);
    mean_[c] = Sum(c, rows, [&](int64_t i, T s) { return s + input[i]; }) / count;
    const T squares = Sum(c, rows, [&](int64_t i, T s) {
      const T d = input[i] - mean_[c];
      return std::fma(d, d, s);
    });
    inv_[c] = T{1} / std::sqrt(squares / count + epsilon_);
    UpdateRunning(mean_[c], running_mean_.value[c]);
    UpdateRunning(squares / std::max(T{1}, count - T{1}), running_var_.value[c]);
  }

  void UpdateRunning(T statistic, T& running) const {
    running = std::fma(momentum_, statistic, kept_ * running);
  }

  // The sum over rows of sums over positions; `add` adds the term of an element to a sum.
  template <typename Add>
  T Sum(int c, int rows, Add add) const {
    T sum = 0;
    for (int n = 0; n < rows; ++n) {
      T of_row = 0;
      const int64_t first = (int64_t{n} * features_ + c) * positions_;
      for (int64_t i = first; i < first + positions_; ++i) of_row = add(i, of_row);
      sum += of_row;
    }
    return sum;
  }

  template <typename Visit>
  void ForEach(int c, int rows, Visit visit) const {
    for (int n = 0; n < rows; ++n) {
      const int64_t first = (int64_t{n} * features_ + c) * positions_;
      for (int64_t i = first; i < first + positions_; ++i) visit(i);
    }
  }

  const int features_;
  const int64_t positions_;
  const T epsilon_, momentum_, kept_;
  const bool evaluation_;
  blockwise::Parameter<T>&weight_, &bias_, &running_mean_, &running_var_;
  std::vector<T> mean_, inv_, scale_;  // of the last Forward
};

}  // namespace tenfold::reference
