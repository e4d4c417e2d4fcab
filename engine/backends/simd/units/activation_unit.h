#pragma once

#include "engine/backends/simd/units/activation.h"
#include "engine/backends/simd/units/reorder_unit.h"

namespace tenfold::simd {

// An activation that no layer takes along. Its rows are laid out as those of its input.
class ActivationUnit final : public Unit {
 public:
  // image: of rows with the channels last; null for plain ones.
  ActivationUnit(Activation activation, int max_rows, int size, long stride,
                 const ImageShape* image, const Kernels& kernels);

  void Forward(int rows, const ConstRows& input) override;
  void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) override;
  ConstRows LayerOutput(int rows, int layer) override;

 private:
  const Activation activation_;
  const bool channels_last_;
  const ImageShape image_;
  const Kernels& kernels_;
  AlignedVector<float> layer_output_;  // made only when it is asked for
};

}  // namespace tenfold::simd
