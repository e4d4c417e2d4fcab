#include "engine/backends/simd/conv_dense.h"

#include <algorithm>

namespace tenfold::simd {

void DenseGradWeight(const ConvShape& s, const Kernels& kernels, int images, const float* input,
                     long input_row, const float* grad, float* windows, float* grad_weight,
                     float* grad_bias) {
  const int in = Padded(s.in_channels), out = Padded(s.out_channels);
  const int taps = s.kernel_size * s.kernel_size;
  GemmArguments g = {};
  g.n = in;
  g.k = images * s.out_height * s.out_width;
  g.a = grad;
  g.a_row = 1;
  g.a_column = out;
  g.b = windows;
  g.b_row = in;
  g.add_to_c = true;
  g.c_row = static_cast<long>(taps) * in;
  g.m = s.out_channels;
  for (int tap = 0; tap < taps; ++tap) {
    // What the tap meets, one position after the other.
    float* to = windows;
    for (int n = 0; n < images; ++n) {
      const float* from =
          input + n * input_row +
          (tap / s.kernel_size * s.in_width + tap % s.kernel_size) * static_cast<long>(in);
      for (int y = 0; y < s.out_height; ++y, from += s.in_width * in) {
        to = std::copy_n(from, s.out_width * in, to);
      }
    }
    g.c = grad_weight + static_cast<long>(tap) * in;
    kernels.gemm(g);
  }
  if (grad_bias == nullptr) return;
  // A row of ones times the gradient.
  g.m = 0;
  g.n = out;
  g.b = grad;
  g.b_row = out;
  g.ones_c = grad_bias;
  kernels.gemm(g);
}

void DenseGradInput(const ConvShape& s, const Kernels& kernels, int images, const float* grad,
                    const float* weight, float* grad_input) {
  const int in = Padded(s.in_channels), out = Padded(s.out_channels);
  const long taps = static_cast<long>(s.kernel_size) * s.kernel_size;
  const long image = static_cast<long>(s.in_height) * s.in_width * in;
  std::fill_n(grad_input, images * image, 0.0f);
  GemmArguments g = {};
  g.m = images;
  g.n = in;
  g.k = s.out_channels;
  g.a_row = static_cast<long>(s.out_height) * s.out_width * out;
  g.a_column = 1;
  g.b_row = taps * in;
  g.add_to_c = true;
  g.c_row = image;
  // Each element meets the positions in ascending order.
  for (int y = 0; y < s.out_height; ++y) {
    for (int x = 0; x < s.out_width; ++x) {
      g.a = grad + (static_cast<long>(y) * s.out_width + x) * out;
      for (int tap = 0; tap < taps; ++tap) {
        g.b = weight + static_cast<long>(tap) * in;
        g.c = grad_input + ((y + tap / s.kernel_size) * static_cast<long>(s.in_width) + x +
                            tap % s.kernel_size) *
                               in;
        kernels.gemm(g);
      }
    }
  }
}

}  // namespace tenfold::simd
