#pragma once

#include "engine/backends/blockwise/kernel.h"
#include "engine/numerics/math.h"

namespace tenfold::reference {

template <typename T>
class ReLUKernel final : public blockwise::LayerKernel<T> {
 public:
  explicit ReLUKernel(const blockwise::KernelContext<T>& context)
      : size_(NumElements(context.input_shape)) {}

  void Forward(int rows, const T* input, T* output) override {
    for (int64_t i = 0; i < rows * size_; ++i) output[i] = input[i] < 0 ? T{0} : input[i];
  }

  void Backward(int rows, const T*, const T* output, const T* grad_output, T* grad_input) override {
    if (grad_input == nullptr) return;
    for (int64_t i = 0; i < rows * size_; ++i)
      grad_input[i] = output[i] > 0 ? grad_output[i] : T{0};
  }

 private:
  const int64_t size_;
};

template <typename T>
class TanhKernel final : public blockwise::LayerKernel<T> {
 public:
  explicit TanhKernel(const blockwise::KernelContext<T>& context)
      : size_(NumElements(context.input_shape)) {}

  void Forward(int rows, const T* input, T* output) override {
    for (int64_t i = 0; i < rows * size_; ++i) output[i] = TanH(input[i]);
  }

  // dx = dy * (1 - y^2), with one rounding of 1 - y^2.
  void Backward(int rows, const T*, const T* output, const T* grad_output, T* grad_input) override {
    if (grad_input == nullptr) return;
    for (int64_t i = 0; i < rows * size_; ++i) {
      grad_input[i] = grad_output[i] * std::fma(-output[i], output[i], T{1});
    }
  }

 private:
  const int64_t size_;
};

}  // namespace tenfold::reference
