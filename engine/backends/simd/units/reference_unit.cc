#include <algorithm>
#include <utility>

#include "engine/backends/simd/units/unit.h"

namespace tenfold::simd {

ReferenceUnit::ReferenceUnit(std::unique_ptr<LayerKernel<float>> kernel,
                             const KernelContext<float>& context)
    : Unit(context.max_rows, static_cast<int>(NumElements(context.output_shape)),
           NumElements(context.output_shape)),
      kernel_(std::move(kernel)),
      in_(NumElements(context.input_shape)),
      input_(context.max_rows * in_),
      grad_input_(input_.size()) {}

void ReferenceUnit::Forward(int rows, const ConstRows& input) {
  forward_input_ = input.data;
  if (input.stride != input.size) {
    for (int n = 0; n < rows; ++n) {
      std::copy_n(input.data + n * input.stride, input.size,
                  input_.data() + int64_t{n} * input.size);
    }
    forward_input_ = input_.data();
  }
  kernel_->Forward(rows, forward_input_, output_.data());
}

void ReferenceUnit::Backward(int rows, bool, const GradientTarget& grad_input) {
  kernel_->Backward(rows, forward_input_, output_.data(), grad_.data(),
                    grad_input.data != nullptr ? grad_input_.data() : nullptr);
  for (int n = 0; n < rows && grad_input.data != nullptr; ++n) {
    for (long i = 0; i < in_; ++i) {
      const long at = n * grad_input.stride + i;
      const bool passes = grad_input.mask == nullptr || grad_input.mask[at] > 0.0f;
      grad_input.data[at] = passes ? grad_input_[n * in_ + i] : 0.0f;
    }
  }
}

}  // namespace tenfold::simd
