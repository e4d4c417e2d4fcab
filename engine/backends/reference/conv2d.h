#pragma once

#include <cmath>

#include "engine/backends/blockwise/kernel.h"

namespace tenfold::reference {

// Positions of the input are counted from the corner of its padding; the zeros there are terms too.
//   y[n, o, y, x]      = b[o] + sum over (ky, kx, c) of x[n, c, y + ky, x + kx] w[o, c, ky, kx]
//   dw[o, c, ky, kx]  += sum over (n, y, x) of dy[n, o, y, x] x[n, c, y + ky, x + kx]
//   db[o]             += sum over (n, y, x) of dy[n, o, y, x]
//   dx[n, c, v, u]     = sum over (y, x), within it o, of dy[n, o, y, x] w[o, c, v - y, u - x]
// Indices ascend in the order given. Sums are chains of fused multiply-adds that start at the bias,
// the present gradient, or 0; db's are plain additions. With KernelContext::sparse_grad_output
// terms with dy = 0 are left out of the gradients.
template <typename T>
class Conv2dKernel final : public blockwise::LayerKernel<T> {
 public:
  Conv2dKernel(const Conv2d& layer, const blockwise::KernelContext<T>& context)
      : channels_(layer.in_channels),
        out_(layer.out_channels),
        k_(layer.kernel_size),
        padding_(layer.padding),
        height_(context.input_shape[1]),
        width_(context.input_shape[2]),
        out_height_(context.output_shape[1]),
        out_width_(context.output_shape[2]),
        skip_zeros_(context.sparse_grad_output),
        weight_(*context.parameters[0]),
        bias_(layer.bias ? context.parameters[1] : nullptr) {}

  void Forward(int rows, const T* input, T* output) override {
    for (int n = 0; n < rows; ++n) {
      for (int o = 0; o < out_; ++o) {
        for (int y = 0; y < out_height_; ++y) {
          for (int x = 0; x < out_width_; ++x) {
            T sum = bias_ != nullptr ? bias_->value[o] : T{0};
            for (int ky = 0; ky < k_; ++ky) {
              for (int kx = 0; kx < k_; ++kx) {
                for (int c = 0; c < channels_; ++c) {
                  const int i = Input(n, c, y + ky, x + kx);
                  sum = std::fma(i < 0 ? T{0} : input[i], weight_.value[Weight(o, c, ky, kx)], sum);
                }
              }
            }
            output[Output(n, o, y, x)] = sum;
          }
        }
      }
    }
  }

  void Backward(int rows, const T* input, const T*, const T* grad_output, T* grad_input) override {
    if (grad_input != nullptr) {
      for (int i = 0; i < rows * channels_ * height_ * width_; ++i) grad_input[i] = 0;
    }
    for (int n = 0; n < rows; ++n) {
      for (int y = 0; y < out_height_; ++y) {
        for (int x = 0; x < out_width_; ++x) {
          for (int o = 0; o < out_; ++o) {
            const T dy = grad_output[Output(n, o, y, x)];
            if (skip_zeros_ && dy == 0) continue;
            AddTerms(dy, n, o, y, x, input, grad_input);
          }
        }
      }
    }
  }

 private:
  // What one element of the output's gradient adds to the sums.
  void AddTerms(T dy, int n, int o, int y, int x, const T* input, T* grad_input) {
    if (bias_ != nullptr) bias_->grad[o] += dy;
    for (int ky = 0; ky < k_; ++ky) {
      for (int kx = 0; kx < k_; ++kx) {
        for (int c = 0; c < channels_; ++c) {
          const int w = Weight(o, c, ky, kx);
          const int i = Input(n, c, y + ky, x + kx);
          weight_.grad[w] = std::fma(dy, i < 0 ? T{0} : input[i], weight_.grad[w]);
          if (grad_input == nullptr || i < 0) continue;
          grad_input[i] = std::fma(dy, weight_.value[w], grad_input[i]);
        }
      }
    }
  }

  // -1 in the padding.
  int Input(int n, int c, int y, int x) const {
    y -= padding_;
    x -= padding_;
    if (y < 0 || y >= height_ || x < 0 || x >= width_) return -1;
    return ((n * channels_ + c) * height_ + y) * width_ + x;
  }
  int Output(int n, int o, int y, int x) const {
    return ((n * out_ + o) * out_height_ + y) * out_width_ + x;
  }
  int Weight(int o, int c, int ky, int kx) const {
    return ((o * channels_ + c) * k_ + ky) * k_ + kx;
  }

  const int channels_, out_, k_, padding_, height_, width_, out_height_, out_width_;
  const bool skip_zeros_;
  blockwise::Parameter<T>& weight_;
  blockwise::Parameter<T>* bias_;
};

}  // namespace tenfold::reference
