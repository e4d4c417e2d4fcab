#pragma once

#include <cmath>

#include "engine/backends/blockwise/kernel.h"

namespace tenfold::reference {

//   y[n, o]   = b[o] + sum_i x[n, i] w[o, i]
//   dw[o, i] += sum_n dy[n, o] x[n, i]
//   db[o]    += sum_n dy[n, o]
//   dx[n, i]  = sum_o dy[n, o] w[o, i]
// Indices ascend. Sums are chains of fused multiply-adds that start at the bias, the present
// gradient, or 0; db's are plain additions.
template <typename T>
class LinearKernel final : public blockwise::LayerKernel<T> {
 public:
  LinearKernel(const Linear& layer, const blockwise::KernelContext<T>& context)
      : in_(layer.in_features),
        out_(layer.out_features),
        weight_(*context.parameters[0]),
        bias_(layer.bias ? context.parameters[1] : nullptr) {}

  void Forward(int rows, const T* input, T* output) override {
    const T* w = weight_.value.data();
    for (int n = 0; n < rows; ++n) {
      for (int o = 0; o < out_; ++o) {
        T sum = bias_ != nullptr ? bias_->value[o] : T{0};
        for (int i = 0; i < in_; ++i) sum = std::fma(input[n * in_ + i], w[o * in_ + i], sum);
        output[n * out_ + o] = sum;
      }
    }
  }

  void Backward(int rows, const T* input, const T*, const T* grad_output, T* grad_input) override {
    T* dw = weight_.grad.data();
    for (int n = 0; n < rows; ++n) {
      for (int o = 0; o < out_; ++o) {
        const T dy = grad_output[n * out_ + o];
        for (int i = 0; i < in_; ++i)
          dw[o * in_ + i] = std::fma(dy, input[n * in_ + i], dw[o * in_ + i]);
        if (bias_ != nullptr) bias_->grad[o] += dy;
      }
    }
    if (grad_input == nullptr) return;
    const T* w = weight_.value.data();
    for (int n = 0; n < rows; ++n) {
      for (int i = 0; i < in_; ++i) {
        T sum = 0;
        for (int o = 0; o < out_; ++o)
          sum = std::fma(grad_output[n * out_ + o], w[o * in_ + i], sum);
        grad_input[n * in_ + i] = sum;
      }
    }
  }

 private:
  const int in_, out_;
  blockwise::Parameter<T>& weight_;
  blockwise::Parameter<T>* bias_;
};

}  // namespace tenfold::reference
