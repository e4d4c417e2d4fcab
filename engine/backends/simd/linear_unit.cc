#include <algorithm>

#include "engine/backends/simd/unit.h"

namespace tenfold::simd {
namespace {

constexpr float kOne = 1.0f;

}  // namespace

LinearUnit::LinearUnit(const Linear& layer, Activation activation, int max_rows,
                       LaidOutParameter& weight, LaidOutParameter* bias, SimdStore& store,
                       const Kernels& kernels)
    : Unit(max_rows, layer.out_features, Padded(layer.out_features)),
      in_(layer.in_features),
      activation_(activation),
      weight_(weight),
      bias_(bias),
      store_(store),
      kernels_(kernels) {}

void LinearUnit::Multiply(int rows, Epilogue epilogue, float* output) const {
  GemmArguments g = {};
  g.m = rows;
  g.n = static_cast<int>(stride_);
  g.k = in_;
  g.a = input_.data;
  g.a_row = input_.stride;
  g.a_column = 1;
  g.b = weight_.parameter.value.data();
  g.b_row = stride_;
  g.init = bias_ != nullptr ? bias_->parameter.value.data() : nullptr;
  g.c = output;
  g.c_row = stride_;
  g.epilogue = epilogue;
  kernels_.gemm(g);
}

void LinearUnit::Forward(int rows, const ConstRows& input) {
  input_ = input;
  const bool relu = activation_ == Activation::kReLU;
  Multiply(rows, relu ? Epilogue::kReLU : Epilogue::kStore, output_.data());
  if (activation_ == Activation::kTanh) {
    kernels_.tanh_forward(rows * stride_, output_.data(), output_.data());
  }
}

void LinearUnit::BackwardParameter(int m, int rows, const float* a, long a_row, long a_column,
                                   LaidOutParameter& parameter) {
  GemmArguments g = {};
  g.m = m;
  g.n = static_cast<int>(stride_);
  g.k = rows;
  g.a = a;
  g.a_row = a_row;
  g.a_column = a_column;
  g.b = grad_.data();
  g.b_row = stride_;
  g.c_row = stride_;
  if (store_.in_train_step() && store_.plain_sgd()) {
    g.c = parameter.parameter.value.data();
    g.epilogue = Epilogue::kSgd;
    g.rate = store_.rate();
    kernels_.gemm(g);
    parameter.transposed_is_current = false;
    return;
  }
  g.c = parameter.parameter.grad.data();
  g.epilogue = Epilogue::kStore;
  g.add_to_c = !store_.in_train_step();
  kernels_.gemm(g);
  if (store_.in_train_step()) store_.Update(parameter);
}

void LinearUnit::Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) {
  if (activation_ == Activation::kTanh) {
    kernels_.tanh_backward(rows * stride_, output_.data(), grad_.data(), grad_.data());
  } else if (activation_ == Activation::kReLU && !grad_is_masked) {
    kernels_.keep_where_positive(rows * stride_, output_.data(), grad_.data(), grad_.data());
  }
  if (grad_input.data != nullptr) {
    GemmArguments g = {};
    g.m = rows;
    g.n = Padded(in_);
    g.k = size_;
    g.a = grad_.data();
    g.a_row = stride_;
    g.a_column = 1;
    g.b = store_.Transposed(weight_);
    g.b_row = Padded(in_);
    g.epilogue = grad_input.mask != nullptr ? Epilogue::kPositive : Epilogue::kStore;
    g.mask = grad_input.mask;
    const bool fits = grad_input.stride == Padded(in_);
    if (!fits) padded_grad_input_.resize(output_.size() / stride_ * Padded(in_));
    g.c = fits ? grad_input.data : padded_grad_input_.data();
    g.c_row = Padded(in_);
    kernels_.gemm(g);
    for (int n = 0; n < rows && !fits; ++n) {
      std::copy_n(padded_grad_input_.data() + n * g.c_row, in_,
                  grad_input.data + n * grad_input.stride);
    }
  }
  BackwardParameter(in_, rows, input_.data, /*a_row=*/1, /*a_column=*/input_.stride, weight_);
  // The bias's gradient sums the rows: fused with 1, an addition rounds as it does alone.
  if (bias_ != nullptr) BackwardParameter(1, rows, &kOne, 0, 0, *bias_);
}

ConstRows LinearUnit::LayerOutput(int rows, int layer) {
  if (layer > 0 || activation_ == Activation::kNone) return output();
  before_activation_.resize(output_.size());
  Multiply(rows, Epilogue::kStore, before_activation_.data());
  return {before_activation_.data(), size_, stride_};
}

}  // namespace tenfold::simd
