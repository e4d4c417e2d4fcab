#pragma once

#include <vector>

#include "engine/backends/layerwise/block_kernel.h"
#include "engine/backends/simd/store.h"
#include "engine/backends/simd/unit.h"

namespace tenfold::simd {

// A block of narrow linear layers and activations on large batches: activations are kept as
// [features][rows], so that lanes lie over the rows of the batch and narrow layers leave none idle.
class BatchLanesBlock final : public BlockKernel<float> {
 public:
  // Whether that takes fewer multiplications than SimdBlock, and such a block can have the layers.
  static bool Suits(const BlockContext& context);

  BatchLanesBlock(const BlockContext& context, SimdStore& store, const Kernels& kernels);

  void Forward(int rows, const float* input, float* output) override;
  void Backward(int rows, const float* grad_output, float* grad_input) override;
  void CopyActivation(int layer, int rows, float* values) const override;

 private:
  // Linear with the activation behind it.
  struct PlannedLayer {
    int in, out;
    Activation activation;
    int first_layer;
    LaidOutParameter* weight;
    LaidOutParameter* bias;       // may be null
    AlignedVector<float> output;  // [out][stride_]
    AlignedVector<float> grad;    // of the output, as it is
  };

  const float* InputOf(size_t layer) const;
  void Multiply(const PlannedLayer& layer, const float* input, int rows, Epilogue epilogue,
                float* output) const;
  void BackwardLayer(size_t i, int rows, float* grad_input);

  const int input_size_;
  const long stride_;  // floats from one feature to the next
  SimdStore& store_;
  const Kernels& kernels_;
  std::vector<PlannedLayer> layers_;
  AlignedVector<float> input_, grad_input_;  // [features][stride_]
  AlignedVector<float> by_rows_;  // gradient or input of a layer, [rows][padded features]
};

}  // namespace tenfold::simd
