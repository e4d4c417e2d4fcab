#include <algorithm>

#include "engine/backends/simd/unit.h"

namespace tenfold::simd {

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

void LinearUnit::BackwardParameters(int rows) {
  GemmArguments g = {};
  g.m = in_;
  g.n = static_cast<int>(stride_);
  g.k = rows;
  g.a = input_.data;
  g.a_row = 1;
  g.a_column = input_.stride;
  g.b = grad_.data();
  g.b_row = stride_;
  g.c_row = stride_;
  // The bias's gradient sums the rows: fused with 1, an addition rounds as it does alone.
  if (store_.in_train_step() && store_.plain_sgd()) {
    g.c = weight_.parameter.value.data();
    g.ones_c = bias_ != nullptr ? bias_->parameter.value.data() : nullptr;
    g.epilogue = Epilogue::kSgd;
    g.rate = store_.rate();
    kernels_.gemm(g);
    weight_.transposed_is_current = false;
    return;
  }
  g.c = weight_.parameter.grad.data();
  g.ones_c = bias_ != nullptr ? bias_->parameter.grad.data() : nullptr;
  g.epilogue = Epilogue::kStore;
  g.add_to_c = !store_.in_train_step();
  kernels_.gemm(g);
  if (!store_.in_train_step()) return;
  store_.Update(weight_);
  if (bias_ != nullptr) store_.Update(*bias_);
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
  BackwardParameters(rows);
}

ConstRows LinearUnit::LayerOutput(int rows, int layer) {
  if (layer > 0 || activation_ == Activation::kNone) return output();
  before_activation_.resize(output_.size());
  Multiply(rows, Epilogue::kStore, before_activation_.data());
  return {before_activation_.data(), size_, stride_};
}

}  // namespace tenfold::simd
