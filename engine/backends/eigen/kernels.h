// Kernels by Eigen's products and functions on whole arrays.
#pragma once

#include <Eigen/Core>

#include "engine/backends/blockwise/kernel.h"

namespace tenfold::eigen {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using MatrixMap = Eigen::Map<Matrix>;
using ConstMatrixMap = Eigen::Map<const Matrix>;
using RowVectorMap = Eigen::Map<Eigen::RowVectorXf>;
using ConstRowVectorMap = Eigen::Map<const Eigen::RowVectorXf>;
using ArrayMap = Eigen::Map<Eigen::ArrayXf>;
using ConstArrayMap = Eigen::Map<const Eigen::ArrayXf>;

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

// One matrix product per image: each image is unfolded ("im2col") to columns [C * K * K, OH * OW],
// so that Y = W columns + b, dW += dY columns^T and dcolumns = W^T dY, folded back by adding.
class Conv2dKernel final : public blockwise::LayerKernel<float> {
 public:
  Conv2dKernel(const Conv2d& layer, const blockwise::KernelContext<float>& context);

  void Forward(int rows, const float* input, float* output) override;
  void Backward(int rows, const float* input, const float* output, const float* grad_output,
                float* grad_input) override;

 private:
  // Calls visit(place in the columns, place in the image, n) for each run of n neighbours that are
  // not in the padding.
  template <typename Visit>
  void ForEachRow(Visit visit) const;
  void Unfold(const float* image, float* columns) const;
  void Fold(const float* columns, float* image) const;

  const int channels_, out_, k_, padding_, height_, width_, out_height_, out_width_;
  const int unfolded_;   // C * K * K
  const int positions_;  // OH * OW
  blockwise::Parameter<float>& weight_;
  blockwise::Parameter<float>* bias_;
  AlignedVector<float> columns_;  // of all rows: the backward pass uses those of the forward pass
  AlignedVector<float> grad_columns_;
};

class TanhKernel final : public blockwise::LayerKernel<float> {
 public:
  explicit TanhKernel(const blockwise::KernelContext<float>& context)
      : size_(NumElements(context.input_shape)) {}

  void Forward(int rows, const float* input, float* output) override {
    ArrayMap(output, rows * size_) = ConstArrayMap(input, rows * size_).tanh();
  }

  void Backward(int rows, const float*, const float* output, const float* grad_output,
                float* grad_input) override {
    if (grad_input == nullptr) return;
    ArrayMap(grad_input, rows * size_) = ConstArrayMap(grad_output, rows * size_) *
                                         (1.0f - ConstArrayMap(output, rows * size_).square());
  }

 private:
  const int64_t size_;
};

}  // namespace tenfold::eigen
