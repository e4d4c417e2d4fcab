#pragma once

#include <algorithm>
#include <vector>

#include "engine/backends/blockwise/kernel.h"
#include "engine/layers/dropout_mask.h"

namespace tenfold::reference {

// y = x * factor and dx = dy * factor.
template <typename T>
class DropoutKernel final : public blockwise::LayerKernel<T> {
 public:
  DropoutKernel(const Dropout& layer, const blockwise::KernelContext<T>& context)
      : rate_(layer.rate),
        size_(NumElements(context.input_shape)),
        evaluation_(context.evaluation),
        stream_(context.dropout),
        factors_(context.max_rows * size_) {}

  void Forward(int rows, const T* input, T* output) override {
    const int64_t n = rows * size_;
    if (evaluation_) {
      std::copy_n(input, n, output);
      return;
    }
    DropoutFactors(stream_, rate_, n, factors_.data());
    for (int64_t i = 0; i < n; ++i) output[i] = input[i] * factors_[i];
  }

  void Backward(int rows, const T*, const T*, const T* grad_output, T* grad_input) override {
    if (grad_input == nullptr) return;
    for (int64_t i = 0; i < rows * size_; ++i) grad_input[i] = grad_output[i] * factors_[i];
  }

 private:
  const double rate_;
  const int64_t size_;
  const bool evaluation_;
  const DropoutStream stream_;
  std::vector<T> factors_;  // of the last Forward
};

}  // namespace tenfold::reference
