// A convolution all of whose terms enter the sums, as matrix products.
#pragma once

#include <vector>

#include "engine/backends/simd/kernels/kernels.h"

namespace tenfold::simd {

// Rows of the products are images at one position, so that none is at a border alone; the sums stay
// in registers over all taps of the kernel.
class DenseConv {
 public:
  // shape: of the padded input. Of its pads no gradient is computed.
  DenseConv(const ConvShape& shape, int padding, int max_images, const Kernels& kernels);

  // Images of [out_height][out_width][padded out_channels] from padded ones, with stride in_stride
  // in each; input_row and output_row floats from one image to the next. weight: [(ky, kx, c)]
  // [padded out_channels]; bias may be null.
  void Forward(int images, const float* input, long input_row, const float* weight,
               const float* bias, bool relu, float* output, long output_row);

  // Adds to grad_weight, laid out as weight above, and grad_bias (may be null). input: as above;
  // grad: [images][out_height][out_width][padded out_channels].
  void GradWeight(int images, const float* input, long input_row, const float* grad,
                  float* grad_weight, float* grad_bias);

  // Sets images of [height][width][padded in_channels] without the padding, `to_row` floats apart:
  // 0 where the mask, laid out as they are, is not positive. mask may be null. weight:
  // [out_channels][(ky, kx)][padded in_channels].
  void GradInput(int images, const float* grad, const float* weight, float* to, long to_row,
                 const float* mask);

 private:
  const ConvShape shape_;
  const int padding_;
  const Kernels& kernels_;
  const int images_of_grad_weight_;  // at once
  std::vector<GemmRun> window_;      // of a position of the output
  std::vector<GemmRun> positions_;   // of images_of_grad_weight_
  std::vector<GemmRun> taps_;        // that a position of the input meets
};

}  // namespace tenfold::simd
