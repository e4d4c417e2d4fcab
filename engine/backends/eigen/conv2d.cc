#include <algorithm>

#include "engine/backends/eigen/kernels.h"

namespace tenfold::eigen {

Conv2dKernel::Conv2dKernel(const Conv2d& layer, const blockwise::KernelContext<float>& context)
    : channels_(layer.in_channels),
      out_(layer.out_channels),
      k_(layer.kernel_size),
      padding_(layer.padding),
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

template <typename Visit>
void Conv2dKernel::ForEachRow(Visit visit) const {
  int64_t columns = 0;
  for (int c = 0; c < channels_; ++c) {
    for (int ky = 0; ky < k_; ++ky) {
      for (int kx = 0; kx < k_; ++kx) {
        const int first = std::max(0, padding_ - kx);
        const int last = std::min(out_width_, width_ + padding_ - kx);
        for (int y = ky - padding_; y < ky - padding_ + out_height_; ++y, columns += out_width_) {
          if (y < 0 || y >= height_ || last <= first) continue;
          visit(columns + first, (c * height_ + y) * width_ + first + kx - padding_, last - first);
        }
      }
    }
  }
}

void Conv2dKernel::Unfold(const float* image, float* columns) const {
  if (padding_ > 0) std::fill_n(columns, int64_t{unfolded_} * positions_, 0.0f);
  ForEachRow([&](int64_t to, int from, int n) { std::copy_n(image + from, n, columns + to); });
}

void Conv2dKernel::Fold(const float* columns, float* image) const {
  ForEachRow([&](int64_t from, int to, int n) {
    for (int x = 0; x < n; ++x) image[to + x] += columns[from + x];
  });
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
