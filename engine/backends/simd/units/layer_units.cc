#include "engine/backends/simd/units/layer_units.h"

#include <algorithm>
#include <utility>

namespace tenfold::simd {

ActivationUnit::ActivationUnit(const PlannedActivation& activation, int max_rows, int size,
                               long stride, const ImageShape* image, const Kernels& kernels)
    : Unit(max_rows, size, stride),
      pass_(activation, kernels, static_cast<int64_t>(output_.size())),
      channels_last_(image != nullptr),
      image_(channels_last_ ? *image : ImageShape{}),
      kernels_(kernels) {}

void ActivationUnit::Forward(int rows, const ConstRows& input) {
  const long n = rows * stride_, whole = n / kLanes * kLanes;
  pass_.Forward(0, whole, input.data, output_.data());
  // Nothing after the input may be read.
  std::copy_n(input.data + whole, n - whole, output_.data() + whole);
  if (whole < n) pass_.Forward(whole, kLanes, output_.data() + whole, output_.data() + whole);
}

void ActivationUnit::Backward(int rows, bool, const GradientTarget& grad_input) {
  if (grad_input.data == nullptr) return;
  const long n = rows * stride_, whole = n / kLanes * kLanes;
  float* grad = grad_.data();
  pass_.Backward(0, whole, output_.data(), grad, grad_input.data);
  if (whole < n) pass_.Backward(whole, kLanes, output_.data() + whole, grad + whole, grad + whole);
  std::copy_n(grad + whole, n - whole, grad_input.data + whole);
  if (grad_input.mask != nullptr) {  // whose rows are padded
    kernels_.keep_where_positive(n, grad_input.mask, grad_input.data, grad_input.data);
  }
}

ConstRows ActivationUnit::LayerOutput(int rows, int) {
  if (!channels_last_) return output();
  return ToPlainRows(rows, image_, output_, layer_output_);
}

PoolUnit::PoolUnit(const MaxPool2d& layer, const ImageShape& input, const ImageShape& output,
                   int max_rows, const Kernels& kernels)
    : Unit(max_rows, output.channels_last_size(), output.channels_last_size()),
      shape_({layer.kernel_size, input.height, input.width, output.height, output.width}),
      width_(Padded(input.channels)),
      output_shape_(output),
      kernels_(kernels),
      argmax_(output_.size()) {}

void PoolUnit::Forward(int rows, const ConstRows& input) {
  for (int n = 0; n < rows; ++n) {
    kernels_.pool.forward(shape_, width_, /*relu=*/false, input.data + n * input.stride, width_,
                          output_.data() + n * stride_, argmax_.data() + n * stride_, width_);
  }
}

void PoolUnit::Backward(int rows, bool, const GradientTarget& grad_input) {
  for (int n = 0; n < rows && grad_input.data != nullptr; ++n) {
    const long offset = n * grad_input.stride;
    kernels_.pool.backward(shape_, width_, grad_.data() + n * stride_, argmax_.data() + n * stride_,
                           grad_input.mask == nullptr ? nullptr : grad_input.mask + offset,
                           grad_input.data + offset);
  }
}

ConstRows PoolUnit::LayerOutput(int rows, int) {
  return ToPlainRows(rows, output_shape_, output_, plain_);
}

ReferenceUnit::ReferenceUnit(std::unique_ptr<blockwise::LayerKernel<float>> kernel,
                             const blockwise::KernelContext<float>& context,
                             std::vector<LaidOutParameter*> parameters, SimdStore& store)
    : Unit(context.max_rows, static_cast<int>(NumElements(context.output_shape)),
           NumElements(context.output_shape)),
      kernel_(std::move(kernel)),
      parameters_(std::move(parameters)),
      store_(store),
      in_(NumElements(context.input_shape)),
      input_(context.max_rows * in_),
      grad_input_(input_.size()) {}

void ReferenceUnit::Forward(int rows, const ConstRows& input) {
  forward_input_ = input.data;
  if (input.stride != input.size) {
    CopyRows(rows, input, input_.data(), input.size);
    forward_input_ = input_.data();
  }
  kernel_->Forward(rows, forward_input_, output_.data());
}

void ReferenceUnit::Backward(int rows, bool, const GradientTarget& grad_input) {
  if (store_.in_train_step()) {
    for (LaidOutParameter* p : parameters_) {
      std::fill(p->parameter.grad.begin(), p->parameter.grad.end(), 0.0f);
    }
  }
  kernel_->Backward(rows, forward_input_, output_.data(), grad_.data(),
                    grad_input.data != nullptr ? grad_input_.data() : nullptr);
  if (store_.in_train_step()) {
    for (LaidOutParameter* p : parameters_) store_.Update(*p);
  }
  for (int n = 0; n < rows && grad_input.data != nullptr; ++n) {
    for (long i = 0; i < in_; ++i) {
      const long at = n * grad_input.stride + i;
      const bool passes = grad_input.mask == nullptr || grad_input.mask[at] > 0.0f;
      grad_input.data[at] = passes ? grad_input_[n * in_ + i] : 0.0f;
    }
  }
}

}  // namespace tenfold::simd
