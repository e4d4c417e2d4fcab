#pragma once

#include <vector>

#include "engine/backends/blockwise/kernel.h"
#include "engine/losses/class_probabilities.h"

namespace tenfold::reference {

// With s_i = q_{K-1} + ... + q_i and r_j = p_0 + ... + p_j, in this order, y is the chain of
// p_i s_i, i ascending; the gradients of the logits are dy p_i (s_i - y) and dy q_j (r_j - y).
template <typename T>
class ComparisonKernel final : public blockwise::LayerKernel<T> {
 public:
  ComparisonKernel(const Comparison& layer, const blockwise::KernelContext<T>& context)
      : classes_(layer.classes),
        probabilities_(int64_t{context.max_rows} * 2 * classes_),
        at_least_(classes_),
        at_most_(classes_) {}

  void Forward(int rows, const T* input, T* output) override {
    for (int n = 0; n < rows; ++n) {
      T* p = probabilities_.data() + int64_t{n} * 2 * classes_;
      T* q = p + classes_;
      const T* z = input + int64_t{n} * 2 * classes_;
      Softmax(classes_, z, p);
      Softmax(classes_, z + classes_, q);
      SumsFrom(classes_, q, at_least_.data());
      output[n] = Expectation(classes_, p, at_least_.data());
    }
  }

  void Backward(int rows, const T*, const T* output, const T* grad_output, T* grad_input) override {
    if (grad_input == nullptr) return;
    for (int n = 0; n < rows; ++n) {
      const T* p = probabilities_.data() + int64_t{n} * 2 * classes_;
      const T* q = p + classes_;
      T* grad = grad_input + int64_t{n} * 2 * classes_;
      SumsFrom(classes_, q, at_least_.data());
      SumsUpTo(classes_, p, at_most_.data());
      for (int i = 0; i < classes_; ++i) {
        grad[i] = grad_output[n] * p[i] * (at_least_[i] - output[n]);
        grad[classes_ + i] = grad_output[n] * q[i] * (at_most_[i] - output[n]);
      }
    }
  }

 private:
  const int classes_;
  std::vector<T> probabilities_;  // of the last Forward
  std::vector<T> at_least_, at_most_;
};

}  // namespace tenfold::reference
