#include <algorithm>

#include "engine/backends/simd/units/unit.h"

namespace tenfold::simd {

SingleOutputUnit::SingleOutputUnit(const Linear& layer, Activation activation, int max_rows,
                                   LaidOutParameter& weight, LaidOutParameter* bias,
                                   SimdStore& store, const Kernels& kernels)
    : Unit(max_rows, 1, 1),
      in_(layer.in_features),
      activation_(activation),
      weight_(weight),
      bias_(bias),
      store_(store),
      kernels_(kernels),
      padded_input_(max_rows * Padded(in_)),
      padded_grad_input_(max_rows * Padded(in_)) {}

void SingleOutputUnit::Multiply(int rows, float* output) {
  const float bias = bias_ != nullptr ? bias_->parameter.value[0] : 0.0f;
  kernels_.dot_products(rows, in_, input_.data, input_.stride, weight_.parameter.value.data(), bias,
                        output);
}

void SingleOutputUnit::Forward(int rows, const ConstRows& input) {
  input_ = input;
  if (input.stride % kLanes != 0) {  // Backward reads whole vectors of it
    input_ = {padded_input_.data(), in_, Padded(in_)};
    for (int n = 0; n < rows; ++n) {
      std::copy_n(input.data + n * input.stride, in_, padded_input_.data() + n * input_.stride);
    }
  }
  Multiply(rows, output_.data());
  if (activation_ == Activation::kReLU) {
    for (int n = 0; n < rows; ++n) output_[n] = output_[n] < 0.0f ? 0.0f : output_[n];
  } else if (activation_ == Activation::kTanh) {
    kernels_.tanh_forward(Padded(rows), output_.data(), output_.data());
  }
}

void SingleOutputUnit::Backward(int rows, bool, const GradientTarget& grad_input) {
  if (activation_ == Activation::kTanh) {
    kernels_.tanh_backward(Padded(rows), output_.data(), grad_.data(), grad_.data());
  } else if (activation_ == Activation::kReLU) {
    kernels_.keep_where_positive(Padded(rows), output_.data(), grad_.data(), grad_.data());
  }
  if (grad_input.data != nullptr) {
    GemmArguments g = {};
    g.m = rows;
    g.n = Padded(in_);
    g.k = 1;
    g.a = grad_.data();
    g.a_row = 1;
    g.b = weight_.parameter.value.data();
    g.c_row = Padded(in_);
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
  GemmArguments g = {};
  g.m = 1;
  g.n = Padded(in_);
  g.k = rows;
  g.a = grad_.data();
  g.a_column = 1;
  g.b = input_.data;
  g.b_row = input_.stride;
  store_.TakeGradient(g, weight_, nullptr);
  if (bias_ != nullptr) store_.TakeSum(rows, grad_.data(), *bias_);
}

ConstRows SingleOutputUnit::LayerOutput(int rows, int layer) {
  if (layer > 0 || activation_ == Activation::kNone) return output();
  before_activation_.resize(output_.size());
  Multiply(rows, before_activation_.data());
  return {before_activation_.data(), 1, 1};
}

}  // namespace tenfold::simd
