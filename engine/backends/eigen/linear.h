#pragma once

#include "engine/backends/blockwise/kernel.h"
#include "engine/backends/eigen/eigen_matrix.h"

namespace tenfold::eigen {

// Y = X W^T + b; dW += dY^T X; db += column sums of dY; dX = dY W.
class LinearKernel final : public blockwise::LayerKernel<float> {
 public:
  LinearKernel(const Linear& layer, const blockwise::KernelContext<float>& context)
      : in_(layer.in_features),
        out_(layer.out_features),
        weight_(*context.parameters[0]),
        bias_(layer.bias ? context.parameters[1] : nullptr) {}

  void Forward(int rows, const float* input, float* output) override {
    const ConstMatrixMap x(input, rows, in_), w(weight_.value.data(), out_, in_);
    MatrixMap y(output, rows, out_);
    y.noalias() = x * w.transpose();
    if (bias_ != nullptr) y.rowwise() += ConstRowVectorMap(bias_->value.data(), out_);
  }

  void Backward(int rows, const float* input, const float*, const float* grad_output,
                float* grad_input) override {
    const ConstMatrixMap x(input, rows, in_), dy(grad_output, rows, out_),
        w(weight_.value.data(), out_, in_);
    MatrixMap(weight_.grad.data(), out_, in_).noalias() += dy.transpose() * x;
    if (bias_ != nullptr) RowVectorMap(bias_->grad.data(), out_) += dy.colwise().sum();
    if (grad_input != nullptr) MatrixMap(grad_input, rows, in_).noalias() = dy * w;
  }

 private:
  const int in_, out_;
  blockwise::Parameter<float>& weight_;
  blockwise::Parameter<float>* bias_;
};

}  // namespace tenfold::eigen
