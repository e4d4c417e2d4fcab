#pragma once

#include <vector>

#include "engine/backends/simd/units/conv_unit.h"
#include "engine/layers/max_pool2d.h"

namespace tenfold::simd {

// MaxPool2d alone, on images with the channels last. Its kernel_size is at most kMaxPoolSize.
class PoolUnit final : public Unit {
 public:
  PoolUnit(const MaxPool2d& layer, const ImageShape& input, const ImageShape& output, int max_rows,
           const Kernels& kernels);

  void Forward(int rows, const ConstRows& input) override;
  void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) override;
  ConstRows LayerOutput(int rows, int layer) override;

 private:
  const PoolImage image_;
  const ImageShape output_shape_;
  const Kernels& kernels_;
  std::vector<unsigned char> argmax_;  // laid out as the output
  AlignedVector<float> plain_;         // made only when it is asked for
};

}  // namespace tenfold::simd
