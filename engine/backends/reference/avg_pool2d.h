#pragma once

#include "engine/backends/blockwise/kernel.h"

namespace tenfold::reference {

// y is the sum of a window, row-major from 0, divided by its size M; dx = dy / M, and 0 where no
// window is.
template <typename T>
class AvgPool2dKernel final : public blockwise::LayerKernel<T> {
 public:
  AvgPool2dKernel(const AvgPool2d& layer, const blockwise::KernelContext<T>& context)
      : channels_(context.input_shape[0]),
        height_(context.input_shape[1]),
        width_(context.input_shape[2]),
        out_height_(context.output_shape[1]),
        out_width_(context.output_shape[2]),
        window_height_(layer.kernel_size == 0 ? height_ : layer.kernel_size),
        window_width_(layer.kernel_size == 0 ? width_ : layer.kernel_size),
        window_size_(static_cast<T>(window_height_ * window_width_)) {}

  void Forward(int rows, const T* input, T* output) override {
    for (int64_t i = 0; i < rows * OutputSize(); ++i) output[i] = 0;
    ForEach(rows, [&](int64_t in, int64_t out) { output[out] += input[in]; });
    for (int64_t i = 0; i < rows * OutputSize(); ++i) output[i] /= window_size_;
  }

  void Backward(int rows, const T*, const T*, const T* grad_output, T* grad_input) override {
    if (grad_input == nullptr) return;
    for (int64_t i = 0; i < int64_t{rows} * channels_ * height_ * width_; ++i) grad_input[i] = 0;
    ForEach(rows,
            [&](int64_t in, int64_t out) { grad_input[in] = grad_output[out] / window_size_; });
  }

 private:
  int64_t OutputSize() const { return int64_t{channels_} * out_height_ * out_width_; }

  // Calls visit(place in the input, place of its window) for every element of a window, row-major.
  template <typename Visit>
  void ForEach(int rows, Visit visit) const {
    for (int64_t plane = 0; plane < int64_t{rows} * channels_; ++plane) {
      for (int y = 0; y < out_height_ * window_height_; ++y) {
        for (int x = 0; x < out_width_ * window_width_; ++x) {
          visit((plane * height_ + y) * width_ + x,
                (plane * out_height_ + y / window_height_) * out_width_ + x / window_width_);
        }
      }
    }
  }

  const int channels_, height_, width_, out_height_, out_width_, window_height_, window_width_;
  const T window_size_;
};

}  // namespace tenfold::reference
