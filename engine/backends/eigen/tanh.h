#pragma once

#include "engine/backends/blockwise/kernel.h"
#include "engine/backends/eigen/eigen_matrix.h"

namespace tenfold::eigen {

class TanhKernel final : public blockwise::LayerKernel<float> {
 public:
  explicit TanhKernel(const blockwise::KernelContext<float>& context)
      : size_(NumElements(context.input_shape)) {}

  void Forward(int rows, const float* input, float* output) override {
    ArrayMap(output, rows * size_) = ConstArrayMap(input, rows * size_).tanh();
  }

  void Backward(int rows, const float*, const float* output, const float* grad_output,
                float* grad_input) override {
    if (grad_input == nullptr) return;
    ArrayMap(grad_input, rows * size_) = ConstArrayMap(grad_output, rows * size_) *
                                         (1.0f - ConstArrayMap(output, rows * size_).square());
  }

 private:
  const int64_t size_;
};

}  // namespace tenfold::eigen
