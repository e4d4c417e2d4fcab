#include "engine/backends/simd/units/conv_dense.h"

#include <algorithm>

namespace tenfold::simd {
namespace {

// A multiple of the heights of tiles; their windows and the weights share the second cache.
constexpr int kImages = 24;
// Positions whose gradients meet all weights before the next ones do.
constexpr int kPositions = 100;

}  // namespace

DenseGradInput::DenseGradInput(const ConvShape& shape, int padding, const Kernels& kernels)
    : shape_(shape),
      padding_(padding),
      kernels_(kernels),
      taps_(shape.kernel_size * shape.kernel_size) {}

void DenseGradInput::Compute(int images, const float* grad, const float* weight, float* to,
                             long to_row, const float* mask) {
  const ConvShape& s = shape_;
  const int in = Padded(s.in_channels), out = Padded(s.out_channels), k = s.kernel_size;
  GemmRunArguments g = {};
  g.n = in;
  g.k = s.out_channels;
  g.a_row = static_cast<long>(s.out_height) * s.out_width * out;
  g.a_column = 1;
  g.b = weight;
  g.b_row = static_cast<long>(k) * k * in;
  g.runs = taps_.data();
  g.c_row = to_row;
  g.epilogue = mask != nullptr ? Epilogue::kPositive : Epilogue::kStore;
  const int last_row = s.in_height - padding_, last_column = s.in_width - padding_;
  for (int first = 0; first < images; first += kImages) {
    g.m = std::min(kImages, images - first);
    g.a = grad + first * g.a_row;
    g.c = to + first * to_row;
    if (mask != nullptr) g.mask = mask + first * to_row;
    for (int v = padding_; v < last_row; ++v) {
      for (int u = padding_; u < last_column; ++u) {
        // An element meets the positions in ascending order.
        g.run_count = 0;
        for (int y = std::max(0, v - k + 1); y <= std::min(v, s.out_height - 1); ++y) {
          for (int x = std::max(0, u - k + 1); x <= std::min(u, s.out_width - 1); ++x) {
            taps_[g.run_count++] = {(static_cast<long>(y) * s.out_width + x) * out,
                                    ((v - y) * k + u - x) * static_cast<long>(in)};
          }
        }
        kernels_.gemm_runs(g);
        g.c += in;
        if (mask != nullptr) g.mask += in;
      }
    }
  }
}

DenseConvUnit::DenseConvUnit(const ConvPlan& plan)
    : ConvUnit(plan),
      images_of_grad_weight_(std::clamp(kPositions / (shape_.out_height * shape_.out_width), 1,
                                        plan.context.max_rows)),
      grad_input_(shape_, layer_.padding, kernels_) {
  const ConvShape& s = shape_;
  const int k = s.kernel_size;
  const long row = static_cast<long>(s.in_width) * s.in_stride, out = Padded(s.out_channels);
  for (int ky = 0; ky < k; ++ky) {
    for (int kx = 0; kx < k; ++kx) {
      window_.push_back({ky * row + kx * s.in_stride, (ky * k + kx) * s.in_channels * out});
    }
  }
  const long image = s.in_height * row;
  for (int n = 0; n < images_of_grad_weight_; ++n) {
    for (int y = 0; y < s.out_height; ++y) {
      positions_.push_back(
          {n * image + y * row, (static_cast<long>(n) * s.out_height + y) * s.out_width * out});
    }
  }
}

void DenseConvUnit::Convolve(int rows) {
  Multiply(rows, input_.data, ends_with_relu(), output_.data());
}

void DenseConvUnit::ConvolveImage(int row, bool relu, float* output) {
  Multiply(1, input_.data + row * input_.stride, relu, output);
}

void DenseConvUnit::Multiply(int images, const float* input, bool relu, float* output) {
  const ConvShape& s = shape_;
  const float* weight = ByTaps();
  const int out = Padded(s.out_channels);
  if (s.in_channels < kLanes) {
    // Runs would be too short.
    for (int n = 0; n < images; ++n) {
      kernels_.conv.forward(s, input + n * input_.stride, weight, bias(), out, relu,
                            output + n * stride_, out);
    }
    return;
  }
  GemmRunArguments g = {};
  g.n = out;
  g.k = s.in_channels;
  g.a_row = input_.stride;
  g.a_column = 1;
  g.b = weight;
  g.b_row = out;
  g.runs = window_.data();
  g.run_count = static_cast<int>(window_.size());
  g.init = bias();
  g.c_row = stride_;
  g.epilogue = relu ? Epilogue::kReLU : Epilogue::kStore;
  for (int first = 0; first < images; first += kImages) {
    g.m = std::min(kImages, images - first);
    g.c = output + first * stride_;
    for (int y = 0; y < s.out_height; ++y) {
      g.a = input + first * input_.stride + static_cast<long>(y) * s.in_width * s.in_stride;
      for (int x = 0; x < s.out_width; ++x, g.a += s.in_stride, g.c += out) kernels_.gemm_runs(g);
    }
  }
}

void DenseConvUnit::AddGradients(int rows, const GradientTarget& grad_input) {
  AddGradWeight(rows);
  if (grad_input.data == nullptr) return;
  grad_input_.Compute(rows, grad_.data(), ByChannels(), grad_input.data, grad_input.stride,
                      grad_input.mask);
}

void DenseConvUnit::AddGradWeight(int images) {
  const ConvShape& s = shape_;
  const int out = Padded(s.out_channels);
  const long image = static_cast<long>(s.out_height) * s.out_width * out;
  GemmRunArguments g = {};
  g.m = s.in_channels;
  g.n = out;
  g.k = s.out_width;
  g.a_row = 1;
  g.a_column = s.in_stride;
  g.b_row = out;
  g.runs = positions_.data();
  g.add_to_c = true;
  g.c_row = out;
  for (int first = 0; first < images; first += images_of_grad_weight_) {
    g.run_count = std::min(images_of_grad_weight_, images - first) * s.out_height;
    g.b = grad_.data() + first * image;
    for (const GemmRun& tap : window_) {
      g.a = input_.data + first * input_.stride + tap.a;
      g.c = grad_weight() + tap.b;
      kernels_.gemm_runs(g);
    }
  }
  if (grad_bias() == nullptr) return;
  // A row of ones times the gradient.
  GemmArguments ones = {};
  ones.n = out;
  ones.k = images * s.out_height * s.out_width;
  ones.b = grad_.data();
  ones.b_row = out;
  ones.add_to_c = true;
  ones.ones_c = grad_bias();
  kernels_.gemm(ones);
}

}  // namespace tenfold::simd
