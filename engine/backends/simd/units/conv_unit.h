// Conv2d with what follows it, on images with the channels last (conv_kernels.h).
#pragma once

#include <memory>
#include <vector>

#include "engine/backends/blockwise/kernel.h"
#include "engine/backends/simd/units/reorder_unit.h"
#include "engine/backends/simd/units/store.h"

namespace tenfold::simd {

// What follows a convolution and is computed with it.
struct ConvTail {
  bool relu_before_pool = false, relu_after_pool = false;
  int pool_size = 0;  // 0: no pool

  int layers() const { return relu_before_pool + relu_after_pool + (pool_size > 0 ? 1 : 0); }
  bool relu() const { return relu_before_pool || relu_after_pool; }
};

// What a unit is made from.
struct ConvPlan {
  Conv2d layer;
  ConvTail tail;
  blockwise::KernelContext<float> context;  // of the layer
  bool plain_input;  // images of one channel without a pad; otherwise channels last
  LaidOutParameter& weight;
  LaidOutParameter* bias;  // may be null
  SimdStore& store;
  const Kernels& kernels;
};

// The unit that computes the gradients as the layer's ConvStrategy (weight_layout.h) says.
std::unique_ptr<Unit> MakeConvUnit(const ConvPlan& plan);

// What the strategies have in common: the padding, the forward pass, the parameters.
class ConvUnit : public Unit {
 public:
  explicit ConvUnit(const ConvPlan& plan);

  void Forward(int rows, const ConstRows& input) final;
  void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) final;
  ConstRows LayerOutput(int rows, int layer) final;
  bool ends_with_relu() const final { return tail_.relu(); }

 protected:
  // The convolution with its tail, from the images at input_ to output_.
  virtual void Convolve(int rows);

  // The convolution of one image, and a ReLU if asked for: [positions][padded out_channels].
  virtual void ConvolveImage(int row, bool relu, float* output);

  // From grad(), in front of which no ReLU is left: adds to the gradients of the parameters and
  // writes that of the input.
  virtual void AddGradients(int rows, const GradientTarget& grad_input) = 0;

  // The weight in either of its layouts.
  const float* ByTaps();
  const float* ByChannels();
  const float* bias() const { return bias_ ? bias_->parameter.value.data() : nullptr; }
  float* grad_weight() { return weight_.parameter.grad.data(); }
  float* grad_bias() { return bias_ ? bias_->parameter.grad.data() : nullptr; }

  // For the kernels of one block.
  ConvShape ShapeOfBlock(int first_channel) const;
  // The elements of the output's gradient for one image.
  ConvGradient GradientOf(int row);
  // image: the gradient of one image of the input, channels last.
  void WriteGradInput(int row, const float* image, const GradientTarget& grad_input) const;

  const Conv2d layer_;
  const ImageShape image_;  // of the input
  const ConvShape shape_;   // with the input's padding
  const bool skip_zeros_;   // of the output's gradient, in all sums
  const Kernels& kernels_;
  ConstRows input_ = {};  // of the last Forward, with its padding

 private:
  ConstRows Pad(int rows, const ConstRows& input);
  void ConvolveBlock(int row, int first_channel, bool relu, float* output, long output_row);

  const ConvTail tail_;
  const PoolShape pool_;
  const bool is_by_taps_;
  LaidOutParameter& weight_;
  LaidOutParameter* bias_;
  SimdStore& store_;
  AlignedVector<float> padded_;        // the input with zeros around it; empty without a padding
  AlignedVector<float> before_pool_;   // one block of channels of one image
  std::vector<unsigned char> argmax_;  // laid out as the output
  AlignedVector<float> layer_output_;  // made only when it is asked for
};

}  // namespace tenfold::simd
