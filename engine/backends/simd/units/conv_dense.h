// A convolution all of whose terms enter the sums, as matrix products. Rows of the products are
// images at one position, so that none is at a border alone; the sums stay in registers over all
// taps of the kernel.
#pragma once

#include <vector>

#include "engine/backends/simd/units/conv_unit.h"

namespace tenfold::simd {

// The gradient of the input.
class DenseGradInput {
 public:
  // shape: of the padded input. No gradient of the padding is computed.
  DenseGradInput(const ConvShape& shape, int padding, const Kernels& kernels);

  // Sets images of [height][width][padded in_channels] without the padding, `to_row` floats apart:
  // 0 where the mask, laid out as they are, is not positive. mask may be null. grad:
  // [images][out_height][out_width][padded out_channels]; weight:
  // [out_channels][(ky, kx)][padded in_channels].
  void Compute(int images, const float* grad, const float* weight, float* to, long to_row,
               const float* mask);

 private:
  const ConvShape shape_;
  const int padding_;
  const Kernels& kernels_;
  std::vector<GemmRun> taps_;  // that a position of the input meets
};

class DenseConvUnit final : public ConvUnit {
 public:
  explicit DenseConvUnit(const ConvPlan& plan);

 private:
  void Convolve(int rows) override;
  void ConvolveImage(int row, bool relu, float* output) override;
  void AddGradients(int rows, const GradientTarget& grad_input) override;

  // Of `images` images from `input` on.
  void Multiply(int images, const float* input, bool relu, float* output);
  void AddGradWeight(int images);

  const int images_of_grad_weight_;  // at once
  std::vector<GemmRun> window_;      // of a position of the output
  std::vector<GemmRun> positions_;   // of images_of_grad_weight_
  DenseGradInput grad_input_;
};

}  // namespace tenfold::simd
