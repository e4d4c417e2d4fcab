// A convolution whose output's gradient is mostly zero: the elements that enter the sums are
// gathered into lists first.
#pragma once

#include <vector>

#include "engine/backends/simd/units/conv_unit.h"

namespace tenfold::simd {

// The terms of one image by position, and the gradient of the input from them.
class ImageTerms {
 public:
  // shape: of the padded input.
  ImageTerms(const ConvShape& shape, int padding, const Kernels& kernels);

  // The terms of an image, valid until the next call.
  PositionTerms Gather(const ConvGradient& gradient);

  // The gradient of that image without its padding, channels last, valid until the next call.
  // weight: [out_channels][(ky, kx)][padded in_channels].
  const float* GradInput(const float* weight);

 private:
  const ConvShape shape_;
  const int padding_;
  const Kernels& kernels_;
  std::vector<int> begin_, channel_, window_;
  AlignedVector<float> value_;
  AlignedVector<float> image_;  // padded
};

class ListConvUnit final : public ConvUnit {
 public:
  explicit ListConvUnit(const ConvPlan& plan);

 private:
  void AddGradients(int rows, const GradientTarget& grad_input) override;
  void AppendByChannel(const PositionTerms& terms, int image_offset);

  ImageTerms image_terms_;
  const int positions_;   // of the convolution's output
  const int group_size_;  // images whose terms are gathered before they are added up
  // By channel, of a group of images.
  const int capacity_;
  std::vector<int> count_, window_;
  AlignedVector<float> value_;
};

}  // namespace tenfold::simd
