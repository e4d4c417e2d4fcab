// The gradients of a convolution all of whose terms enter the sums, as matrix products.
#pragma once

#include "engine/backends/simd/kernels.h"

namespace tenfold::simd {

// Images whose gradients DenseGradInput likes best to compute at once.
inline constexpr int kDenseImages = 12;

// Adds to grad_weight, [out_channels][(ky, kx)][padded in_channels], and grad_bias (may be null).
// input: images, input_row floats apart, with padded pixels; grad: [images][out_height][out_width]
// [padded out_channels]; windows has room for [images][out_height][out_width][padded in_channels].
void DenseGradWeight(const ConvShape& shape, const Kernels& kernels, int images, const float* input,
                     long input_row, const float* grad, float* windows, float* grad_weight,
                     float* grad_bias);

// Sets grad_input, [images][in_height][in_width][padded in_channels]; grad and weight as above.
void DenseGradInput(const ConvShape& shape, const Kernels& kernels, int images, const float* grad,
                    const float* weight, float* grad_input);

}  // namespace tenfold::simd
