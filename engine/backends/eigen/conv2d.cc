#include "engine/backends/eigen/conv2d.h"

#include <algorithm>

namespace tenfold::eigen {

Conv2dKernel::Conv2dKernel(const Conv2d& layer, const KernelContext<float>& context)
    : channels_(layer.in_channels),
      out_(layer.out_channels),
      k_(layer.kernel_size),
      height_(context.input_shape[1]),
      width_(context.input_shape[2]),
      out_height_(context.output_shape[1]),
      out_width_(context.output_shape[2]),
      unfolded_(channels_ * k_ * k_),
      positions_(out_height_ * out_width_),
      weight_(*context.parameters[0]),
      bias_(layer.bias ? context.parameters[1] : nullptr),
      columns_(int64_t{context.max_rows} * unfolded_ * positions_),
      grad_columns_(int64_t{unfolded_} * positions_) {}

void Conv2dKernel::Unfold(const float* image, float* columns) const {
  for (int c = 0; c < channels_; ++c) {
    for (int ky = 0; ky < k_; ++ky) {
      for (int kx = 0; kx < k_; ++kx) {
        for (int y = 0; y < out_height_; ++y, columns += out_width_) {
          std::copy_n(image + (c * height_ + y + ky) * width_ + kx, out_width_, columns);
        }
      }
    }
  }
}

void Conv2dKernel::Fold(const float* columns, float* image) const {
  for (int c = 0; c < channels_; ++c) {
    for (int ky = 0; ky < k_; ++ky) {
      for (int kx = 0; kx < k_; ++kx) {
        for (int y = 0; y < out_height_; ++y, columns += out_width_) {
          float* row = image + (c * height_ + y + ky) * width_ + kx;
          for (int x = 0; x < out_width_; ++x) row[x] += columns[x];
        }
      }
    }
  }
}

void Conv2dKernel::Forward(int rows, const float* input, float* output) {
  const ConstMatrixMap w(weight_.value.data(), out_, unfolded_);
  for (int n = 0; n < rows; ++n) {
    float* columns = columns_.data() + int64_t{n} * unfolded_ * positions_;
    Unfold(input + int64_t{n} * channels_ * height_ * width_, columns);
    MatrixMap y(output + int64_t{n} * out_ * positions_, out_, positions_);
    y.noalias() = w * ConstMatrixMap(columns, unfolded_, positions_);
    if (bias_ != nullptr)
      y.colwise() += Eigen::Map<const Eigen::VectorXf>(bias_->value.data(), out_);
  }
}

void Conv2dKernel::Backward(int rows, const float*, const float*, const float* grad_output,
                            float* grad_input) {
  const ConstMatrixMap w(weight_.value.data(), out_, unfolded_);
  MatrixMap dw(weight_.grad.data(), out_, unfolded_);
  const int64_t image_size = int64_t{channels_} * height_ * width_;
  if (grad_input != nullptr) std::fill_n(grad_input, rows * image_size, 0.0f);
  for (int n = 0; n < rows; ++n) {
    const ConstMatrixMap dy(grad_output + int64_t{n} * out_ * positions_, out_, positions_);
    const ConstMatrixMap columns(columns_.data() + int64_t{n} * unfolded_ * positions_, unfolded_,
                                 positions_);
    dw.noalias() += dy * columns.transpose();
    if (bias_ != nullptr)
      Eigen::Map<Eigen::VectorXf>(bias_->grad.data(), out_) += dy.rowwise().sum();
    if (grad_input == nullptr) continue;
    MatrixMap(grad_columns_.data(), unfolded_, positions_).noalias() = w.transpose() * dy;
    Fold(grad_columns_.data(), grad_input + n * image_size);
  }
}

}  // namespace tenfold::eigen
