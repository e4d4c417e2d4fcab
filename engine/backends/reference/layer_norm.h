#pragma once

#include <cmath>
#include <vector>

#include "engine/backends/blockwise/kernel.h"

namespace tenfold::reference {

// Of a row with F features; sums over them ascend from 0, those of products are chains.
//   mean = sum x / F    d = x - mean    v = sum d^2    inv = 1 / sqrt(v / F + epsilon)
//   h = d * inv         y = fma(h, weight, bias)
//   g = dy * weight     T = sum g       U = sum g h
//   dx = inv * fma(-h, U / F, g - T / F)
//   dw += chain of dy h    db += sum of dy, rows ascending
template <typename T>
class LayerNormKernel final : public blockwise::LayerKernel<T> {
 public:
  LayerNormKernel(const LayerNorm& layer, const blockwise::KernelContext<T>& context)
      : features_(layer.features),
        epsilon_(static_cast<T>(layer.epsilon)),
        weight_(*context.parameters[0]),
        bias_(*context.parameters[1]),
        normalized_(int64_t{context.max_rows} * features_),
        inv_(context.max_rows),
        g_(features_) {}

  void Forward(int rows, const T* input, T* output) override {
    const T count = static_cast<T>(features_);
    for (int n = 0; n < rows; ++n, input += features_, output += features_) {
      T* h = normalized_.data() + int64_t{n} * features_;
      T sum = 0, squares = 0;
      for (int i = 0; i < features_; ++i) sum += input[i];
      const T mean = sum / count;
      for (int i = 0; i < features_; ++i) {
        h[i] = input[i] - mean;
        squares = std::fma(h[i], h[i], squares);
      }
      inv_[n] = T{1} / std::sqrt(squares / count + epsilon_);
      for (int i = 0; i < features_; ++i) {
        h[i] = h[i] * inv_[n];
        output[i] = std::fma(h[i], weight_.value[i], bias_.value[i]);
      }
    }
  }

  void Backward(int rows, const T*, const T*, const T* grad_output, T* grad_input) override {
    const T count = static_cast<T>(features_);
    for (int n = 0; n < rows; ++n) {
      const T* h = normalized_.data() + int64_t{n} * features_;
      const T* dy = grad_output + int64_t{n} * features_;
      T sum = 0, sum_of_products = 0;
      for (int i = 0; i < features_; ++i) {
        weight_.grad[i] = std::fma(dy[i], h[i], weight_.grad[i]);
        bias_.grad[i] += dy[i];
        g_[i] = dy[i] * weight_.value[i];
        sum += g_[i];
        sum_of_products = std::fma(g_[i], h[i], sum_of_products);
      }
      if (grad_input == nullptr) continue;
      const T mean = sum / count, slope = sum_of_products / count;
      for (int i = 0; i < features_; ++i) {
        grad_input[int64_t{n} * features_ + i] = inv_[n] * std::fma(-h[i], slope, g_[i] - mean);
      }
    }
  }

 private:
  const int features_;
  const T epsilon_;
  blockwise::Parameter<T>&weight_, &bias_;
  std::vector<T> normalized_, inv_;  // h and inv of the last Forward
  std::vector<T> g_;
};

}  // namespace tenfold::reference
