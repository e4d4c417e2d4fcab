#include <algorithm>

#include "engine/backends/simd/units/unit.h"

namespace tenfold::simd {

LinearUnit::LinearUnit(const Linear& layer, Activation activation, int max_rows,
                       bool dense_grad_input, LaidOutParameter& weight, LaidOutParameter* bias,
                       SimdStore& store, const Kernels& kernels)
    : Unit(max_rows, layer.out_features, Padded(layer.out_features)),
      in_(layer.in_features),
      activation_(activation),
      weight_(weight),
      bias_(bias),
      store_(store),
      kernels_(kernels),
      forward_({}),
      grad_input_({}),
      grad_weight_({}),
      tanh_(activation == Activation::kTanh && 2 * size_ <= stride_ ? Padded(max_rows * size_) : 0),
      padded_grad_input_(dense_grad_input && in_ != Padded(in_) ? max_rows * Padded(in_) : 0) {
  forward_.n = static_cast<int>(stride_);
  forward_.k = in_;
  forward_.a_column = 1;
  forward_.b = weight_.parameter.value.data();
  forward_.b_row = stride_;
  forward_.init = bias_ != nullptr ? bias_->parameter.value.data() : nullptr;
  forward_.c_row = stride_;

  grad_input_.n = Padded(in_);
  grad_input_.k = size_;
  grad_input_.a = grad_.data();
  grad_input_.a_row = stride_;
  grad_input_.a_column = 1;
  grad_input_.b_row = Padded(in_);
  grad_input_.c_row = Padded(in_);

  grad_weight_.m = in_;
  grad_weight_.n = static_cast<int>(stride_);
  grad_weight_.a_row = 1;
  grad_weight_.b = grad_.data();
  grad_weight_.b_row = stride_;
  grad_weight_.c_row = stride_;
}

void LinearUnit::Multiply(int rows, Epilogue epilogue, float* output) {
  forward_.m = rows;
  forward_.a = input_.data;
  forward_.a_row = input_.stride;
  forward_.c = output;
  forward_.epilogue = epilogue;
  kernels_.gemm(forward_);
}

void LinearUnit::TanhForward(int rows) {
  if (tanh_.empty()) {
    kernels_.tanh_forward(rows * stride_, output_.data(), output_.data());
    return;
  }
  for (int n = 0; n < rows; ++n) {
    for (int i = 0; i < size_; ++i) tanh_[n * size_ + i] = output_[n * stride_ + i];
  }
  kernels_.tanh_forward(Padded(rows * size_), tanh_.data(), tanh_.data());
  for (int n = 0; n < rows; ++n) {
    for (int i = 0; i < size_; ++i) output_[n * stride_ + i] = tanh_[n * size_ + i];
  }
}

void LinearUnit::Forward(int rows, const ConstRows& input) {
  input_ = input;
  const bool relu = activation_ == Activation::kReLU;
  Multiply(rows, relu ? Epilogue::kReLU : Epilogue::kStore, output_.data());
  if (activation_ == Activation::kTanh) TanhForward(rows);
}

void LinearUnit::Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) {
  if (activation_ == Activation::kTanh) {
    kernels_.tanh_backward(rows * stride_, output_.data(), grad_.data(), grad_.data());
  } else if (activation_ == Activation::kReLU && !grad_is_masked) {
    kernels_.keep_where_positive(rows * stride_, output_.data(), grad_.data(), grad_.data());
  }
  if (grad_input.data != nullptr) {
    GemmArguments& g = grad_input_;
    g.m = rows;
    g.b = store_.Transposed(weight_);
    g.epilogue = grad_input.mask != nullptr ? Epilogue::kPositive : Epilogue::kStore;
    g.mask = grad_input.mask;
    const bool fits = grad_input.stride == Padded(in_);
    g.c = fits ? grad_input.data : padded_grad_input_.data();
    kernels_.gemm(g);
    for (int n = 0; n < rows && !fits; ++n) {
      std::copy_n(padded_grad_input_.data() + n * g.c_row, in_,
                  grad_input.data + n * grad_input.stride);
    }
  }
  grad_weight_.k = rows;
  grad_weight_.a = input_.data;
  grad_weight_.a_column = input_.stride;
  store_.TakeGradient(grad_weight_, weight_, bias_);
}

ConstRows LinearUnit::LayerOutput(int rows, int layer) {
  if (layer > 0 || activation_ == Activation::kNone) return output();
  before_activation_.resize(output_.size());
  Multiply(rows, Epilogue::kStore, before_activation_.data());
  return {before_activation_.data(), size_, stride_};
}

}  // namespace tenfold::simd
