#pragma once

#include <vector>

#include "engine/backends/blockwise/kernel.h"

namespace tenfold::reference {

// The gradient goes to where each maximum was and is zero elsewhere.
template <typename T>
class MaxPool2dKernel final : public blockwise::LayerKernel<T> {
 public:
  MaxPool2dKernel(const MaxPool2d& layer, const blockwise::KernelContext<T>& context)
      : k_(layer.kernel_size),
        channels_(context.input_shape[0]),
        height_(context.input_shape[1]),
        width_(context.input_shape[2]),
        out_height_(context.output_shape[1]),
        out_width_(context.output_shape[2]),
        argmax_(context.max_rows * NumElements(context.output_shape)) {}

  void Forward(int rows, const T* input, T* output) override {
    int out = 0;
    for (int plane = 0; plane < rows * channels_; ++plane) {
      for (int y = 0; y < out_height_; ++y) {
        for (int x = 0; x < out_width_; ++x, ++out) {
          int best = (plane * height_ + y * k_) * width_ + x * k_;
          for (int ky = 0; ky < k_ && y * k_ + ky < height_; ++ky) {
            for (int kx = 0; kx < k_ && x * k_ + kx < width_; ++kx) {
              const int candidate = (plane * height_ + y * k_ + ky) * width_ + x * k_ + kx;
              if (IsLarger(input[candidate], input[best])) best = candidate;
            }
          }
          argmax_[out] = best;
          output[out] = input[best];
        }
      }
    }
  }

  void Backward(int rows, const T*, const T*, const T* grad_output, T* grad_input) override {
    if (grad_input == nullptr) return;
    for (int i = 0; i < rows * channels_ * height_ * width_; ++i) grad_input[i] = 0;
    for (int i = 0; i < rows * channels_ * out_height_ * out_width_; ++i) {
      grad_input[argmax_[i]] = grad_output[i];
    }
  }

 private:
  static bool IsLarger(T a, T b) { return a > b || (a != a && b == b); }

  const int k_, channels_, height_, width_, out_height_, out_width_;
  std::vector<int> argmax_;
};

}  // namespace tenfold::reference
