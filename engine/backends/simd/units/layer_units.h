// Layers without parameters that no neighbour includes.
#pragma once

#include <memory>
#include <vector>

#include "engine/backends/blockwise/kernel.h"
#include "engine/backends/simd/units/reorder_unit.h"

namespace tenfold::simd {

// Its rows are laid out as those of its input.
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

// MaxPool2d on images with the channels last. Its kernel_size is at most kMaxPoolSize.
class PoolUnit final : public Unit {
 public:
  PoolUnit(const MaxPool2d& layer, const ImageShape& input, const ImageShape& output, int max_rows,
           const Kernels& kernels);

  void Forward(int rows, const ConstRows& input) override;
  void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) override;
  ConstRows LayerOutput(int rows, int layer) override;

 private:
  const PoolShape shape_;
  const int width_;  // padded channels
  const ImageShape output_shape_;
  const Kernels& kernels_;
  std::vector<unsigned char> argmax_;  // laid out as the output
  AlignedVector<float> plain_;         // made only when it is asked for
};

// Any other layer, by the kernel of `reference`.
class ReferenceUnit final : public Unit {
 public:
  ReferenceUnit(std::unique_ptr<blockwise::LayerKernel<float>> kernel,
                const blockwise::KernelContext<float>& context);

  void Forward(int rows, const ConstRows& input) override;
  void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) override;
  ConstRows LayerOutput(int, int) override { return output(); }

 private:
  std::unique_ptr<blockwise::LayerKernel<float>> kernel_;
  const long in_;                            // floats of a row of the input
  AlignedVector<float> input_, grad_input_;  // dense
  const float* forward_input_ = nullptr;
};

}  // namespace tenfold::simd
