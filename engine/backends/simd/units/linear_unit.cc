#include "engine/backends/simd/units/linear_unit.h"

namespace tenfold::simd {

LinearUnit::LinearUnit(const Linear& layer, const PlannedActivation& activation, int max_rows,
                       long input_stride, bool needs_grad_input, LaidOutParameter& weight,
                       LaidOutParameter* bias, SimdStore& store, const Kernels& kernels)
    : Unit(max_rows, layer.out_features, RowLength(layer.out_features)),
      in_(layer.in_features),
      activation_(activation),
      pass_(activation, kernels, static_cast<int64_t>(output_.size())),
      weight_(weight),
      bias_(bias),
      store_(store),
      kernels_(kernels),
      forward_({}),
      grad_input_({}),
      grad_weight_({}),
      // Not where derivatives are kept, which lie as the output does.
      narrow_(activation.layers() > 0 && !activation.is_epilogue() && !pass_.keeps_derivative() &&
                      2 * size_ <= stride_
                  ? Padded(max_rows * size_)
                  : 0),
      spread_input_(input_stride % 512 == 0 ? max_rows * RowLength(in_) : 0),
      padded_grad_input_(
          needs_grad_input && input_stride != RowLength(in_) ? max_rows * RowLength(in_) : 0) {
  forward_.n = Padded(size_);
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
  grad_input_.b_row = RowLength(in_);
  grad_input_.c_row = RowLength(in_);

  grad_weight_.m = in_;
  grad_weight_.n = Padded(size_);
  grad_weight_.a_row = 1;
  grad_weight_.b = grad_.data();
  grad_weight_.b_row = stride_;
  grad_weight_.c_row = stride_;
}

// With `activation` if it is an epilogue.
void LinearUnit::Multiply(int rows, const PlannedActivation& activation, float* output) {
  forward_.m = rows;
  forward_.a = input_.data;
  forward_.a_row = input_.stride;
  forward_.c = output;
  activation.SetEpilogue(forward_);
  kernels_.gemm(forward_);
}

void LinearUnit::Activate(int rows) {
  if (narrow_.empty()) {
    pass_.Forward(0, rows * stride_, output_.data(), output_.data());
    return;
  }
  for (int n = 0; n < rows; ++n) {
    for (int i = 0; i < size_; ++i) narrow_[n * size_ + i] = output_[n * stride_ + i];
  }
  pass_.Forward(0, Padded(rows * size_), narrow_.data(), narrow_.data());
  for (int n = 0; n < rows; ++n) {
    for (int i = 0; i < size_; ++i) output_[n * stride_ + i] = narrow_[n * size_ + i];
  }
}

void LinearUnit::Forward(int rows, const ConstRows& input) {
  input_ = input;
  if (!spread_input_.empty()) {
    input_ = {spread_input_.data(), in_, RowLength(in_)};
    CopyRows(rows, input, spread_input_.data(), input_.stride);
  }
  Multiply(rows, activation_, output_.data());
  if (activation_.layers() > 0 && !activation_.is_epilogue()) Activate(rows);
}

void LinearUnit::Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) {
  if (activation_.layers() > 0 && !grad_is_masked) {
    pass_.Backward(0, rows * stride_, output_.data(), grad_.data(), grad_.data());
  }
  if (grad_input.data != nullptr) {
    GemmArguments& g = grad_input_;
    g.m = rows;
    g.b = store_.Transposed(weight_);
    g.epilogue = grad_input.mask != nullptr ? Epilogue::kPositive : Epilogue::kStore;
    g.mask = grad_input.mask;
    const bool fits = grad_input.stride == RowLength(in_);
    g.c = fits ? grad_input.data : padded_grad_input_.data();
    kernels_.gemm(g);
    if (!fits) CopyRows(rows, {g.c, in_, g.c_row}, grad_input.data, grad_input.stride);
  }
  grad_weight_.k = rows;
  grad_weight_.a = input_.data;
  grad_weight_.a_column = input_.stride;
  store_.ApplyGradient(grad_weight_, weight_, bias_);
}

ConstRows LinearUnit::LayerOutput(int rows, int layer) {
  if (layer == activation_.layers()) return output();
  before_activation_.resize(output_.size());
  Multiply(rows, {}, before_activation_.data());
  return {before_activation_.data(), size_, stride_};
}

SingleOutputUnit::SingleOutputUnit(const Linear& layer, const PlannedActivation& activation,
                                   int max_rows, LaidOutParameter& weight, LaidOutParameter* bias,
                                   SimdStore& store, const Kernels& kernels)
    : Unit(max_rows, 1, 1),
      in_(layer.in_features),
      activation_(activation),
      pass_(activation, kernels, static_cast<int64_t>(output_.size())),
      weight_(weight),
      bias_(bias),
      store_(store),
      kernels_(kernels),
      padded_input_(max_rows * Padded(in_)),
      padded_grad_input_(max_rows * RowLength(in_)) {}

void SingleOutputUnit::Multiply(int rows, float* output) {
  const float bias = bias_ != nullptr ? bias_->parameter.value[0] : 0.0f;
  kernels_.dot_products(rows, in_, input_.data, input_.stride, weight_.parameter.value.data(), bias,
                        output);
}

void SingleOutputUnit::Forward(int rows, const ConstRows& input) {
  input_ = input;
  if (input.stride % kLanes != 0) {  // Backward reads whole vectors of it
    input_ = {padded_input_.data(), in_, Padded(in_)};
    CopyRows(rows, input, padded_input_.data(), input_.stride);
  }
  Multiply(rows, output_.data());
  if (activation_.layers() > 0) pass_.Forward(0, Padded(rows), output_.data(), output_.data());
}

void SingleOutputUnit::Backward(int rows, bool, const GradientTarget& grad_input) {
  if (activation_.layers() > 0) {
    pass_.Backward(0, Padded(rows), output_.data(), grad_.data(), grad_.data());
  }
  if (grad_input.data != nullptr) {
    GemmArguments g = {};
    g.m = rows;
    g.n = Padded(in_);
    g.k = 1;
    g.a = grad_.data();
    g.a_row = 1;
    g.b = weight_.parameter.value.data();
    g.c_row = RowLength(in_);
    g.epilogue = grad_input.mask != nullptr ? Epilogue::kPositive : Epilogue::kStore;
    g.mask = grad_input.mask;
    const bool fits = grad_input.stride == RowLength(in_);
    g.c = fits ? grad_input.data : padded_grad_input_.data();
    kernels_.gemm(g);
    if (!fits) CopyRows(rows, {g.c, in_, g.c_row}, grad_input.data, grad_input.stride);
  }
  GemmArguments g = {};
  g.m = 1;
  g.n = Padded(in_);
  g.k = rows;
  g.a = grad_.data();
  g.a_column = 1;
  g.b = input_.data;
  g.b_row = input_.stride;
  store_.ApplyGradient(g, weight_, nullptr);
  if (bias_ != nullptr) store_.ApplySum(rows, grad_.data(), *bias_);
}

ConstRows SingleOutputUnit::LayerOutput(int rows, int layer) {
  if (layer == activation_.layers()) return output();
  before_activation_.resize(output_.size());
  Multiply(rows, before_activation_.data());
  return {before_activation_.data(), 1, 1};
}

}  // namespace tenfold::simd
