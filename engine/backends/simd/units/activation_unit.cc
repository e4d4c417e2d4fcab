#include "engine/backends/simd/units/activation_unit.h"

#include <algorithm>

namespace tenfold::simd {

ActivationUnit::ActivationUnit(Activation activation, int max_rows, int size, long stride,
                               const ImageShape* image, const Kernels& kernels)
    : Unit(max_rows, size, stride),
      activation_(activation),
      channels_last_(image != nullptr),
      image_(channels_last_ ? *image : ImageShape{}),
      kernels_(kernels) {}

void ActivationUnit::Forward(int rows, const ConstRows& input) {
  const auto activate = activation_ == Activation::kReLU ? kernels_.relu : kernels_.tanh_forward;
  const long n = rows * stride_, whole = n / kLanes * kLanes;
  activate(whole, input.data, output_.data());
  // Behind the input is nothing that may be read.
  std::copy_n(input.data + whole, n - whole, output_.data() + whole);
  if (whole < n) activate(kLanes, output_.data() + whole, output_.data() + whole);
}

void ActivationUnit::Backward(int rows, bool, const GradientTarget& grad_input) {
  if (grad_input.data == nullptr) return;
  const auto back =
      activation_ == Activation::kReLU ? kernels_.keep_where_positive : kernels_.tanh_backward;
  const long n = rows * stride_, whole = n / kLanes * kLanes;
  float* grad = grad_.data();
  back(whole, output_.data(), grad, grad_input.data);
  if (whole < n) back(kLanes, output_.data() + whole, grad + whole, grad + whole);
  std::copy_n(grad + whole, n - whole, grad_input.data + whole);
  if (grad_input.mask != nullptr) {  // whose rows are padded
    kernels_.keep_where_positive(n, grad_input.mask, grad_input.data, grad_input.data);
  }
}

ConstRows ActivationUnit::LayerOutput(int rows, int) {
  if (!channels_last_) return output();
  return ToPlainRows(rows, image_, output_, layer_output_);
}

}  // namespace tenfold::simd
