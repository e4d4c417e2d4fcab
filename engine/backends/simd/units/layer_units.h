// Layers that no neighbour includes and that have no unit of their own.
#pragma once

#include <memory>
#include <vector>

#include "engine/backends/blockwise/kernel.h"
#include "engine/backends/simd/units/reorder_unit.h"
#include "engine/backends/simd/units/store.h"

namespace tenfold::simd {

// Its rows are laid out as those of its input.
class ActivationUnit final : public Unit {
 public:
  // image: of rows with the channels last; null for plain ones.
  ActivationUnit(const PlannedActivation& activation, int max_rows, int size, long stride,
                 const ImageShape* image, const Kernels& kernels);

  void Forward(int rows, const ConstRows& input) override;
  void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) override;
  ConstRows LayerOutput(int rows, int layer) override;

 private:
  ActivationPass pass_;
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

// Any other layer, by the kernel of `reference`, whose parameters have the plain layout.
class ReferenceUnit final : public Unit {
 public:
  // parameters: those of the context, as the store has them.
  ReferenceUnit(std::unique_ptr<blockwise::LayerKernel<float>> kernel,
                const blockwise::KernelContext<float>& context,
                std::vector<LaidOutParameter*> parameters, SimdStore& store);

  void Forward(int rows, const ConstRows& input) override;
  void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) override;
  ConstRows LayerOutput(int, int) override { return output(); }
  bool is_by_reference() const override { return true; }

 private:
  const std::unique_ptr<blockwise::LayerKernel<float>> kernel_;
  const std::vector<LaidOutParameter*> parameters_;
  SimdStore& store_;
  const long in_;                            // floats of a row of the input
  AlignedVector<float> input_, grad_input_;  // dense
  const float* forward_input_ = nullptr;
};

}  // namespace tenfold::simd
