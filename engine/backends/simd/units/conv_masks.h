// A convolution of few input channels, with which lists would not fill the lanes: masks leave the
// zeros of the output's gradient out of the sums of the weight.
#pragma once

#include "engine/backends/simd/units/conv_dense.h"
#include "engine/backends/simd/units/conv_lists.h"
#include "engine/backends/simd/units/conv_unit.h"

namespace tenfold::simd {

class MaskConvUnit final : public ConvUnit {
 public:
  explicit MaskConvUnit(const ConvPlan& plan);

 private:
  void AddGradients(int rows, const GradientTarget& grad_input) override;

  // The gradient of the input: from lists if zeros are left out, otherwise by products.
  ImageTerms image_terms_;
  DenseGradInput dense_grad_input_;
  AlignedVector<float> images_;  // some gradients of the input, channels last
};

}  // namespace tenfold::simd
