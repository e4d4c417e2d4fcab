// Convolution and pooling: units whose rows are images with the channels last (conv_kernels.h).
#pragma once

#include <vector>

#include "engine/backends/simd/units/conv_dense.h"
#include "engine/backends/simd/units/reorder_unit.h"
#include "engine/layers/conv2d.h"
#include "engine/layers/max_pool2d.h"

namespace tenfold::simd {

// What follows a convolution and is computed along.
struct ConvTail {
  bool relu_before_pool = false, relu_after_pool = false;
  int pool_size = 0;  // 0: no pool

  int layers() const { return relu_before_pool + relu_after_pool + (pool_size > 0 ? 1 : 0); }
  bool relu() const { return relu_before_pool || relu_after_pool; }
};

// A place in a window is one byte.
inline constexpr int kMaxPoolSize = 15;

// Conv2d with its tail. Input: images with the channels last, or plain ones of a single channel.
class ConvUnit final : public Unit {
 public:
  // context: of the layer Conv2d. plain_input: of one channel, without a pad. `bias` may be null.
  ConvUnit(const Conv2d& layer, const ConvTail& tail, const KernelContext<float>& context,
           bool plain_input, LaidOutParameter& weight, LaidOutParameter* bias, SimdStore& store,
           const Kernels& kernels);

  void Forward(int rows, const ConstRows& input) override;
  void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) override;
  ConstRows LayerOutput(int rows, int layer) override;
  bool ends_with_relu() const override { return tail_.relu(); }

 private:
  static ConvShape ShapeOf(const Conv2d& layer, const KernelContext<float>& context,
                           bool plain_input);
  static PoolShape PoolOf(const ConvTail& tail, const KernelContext<float>& context);
  static int OutputSize(const ConvTail& tail, const KernelContext<float>& context);

  bool is_plain_input() const { return shape_.in_stride == 1; }
  const float* ByTaps();
  const float* ByChannels();
  const float* BiasAt(int first_channel) const;
  ConvGradient GradientOf(int row);
  void Convolve(int row, int first_channel, bool relu, float* output, long output_row);
  void GradWeightByMasks(int rows);
  void BackwardByLists(int rows, const GradientTarget& grad_input);
  void BackwardDense(int rows, const GradientTarget& grad_input);
  PositionTerms by_position();
  void AppendByChannel(int image_offset);
  void GradInputByLists(int row, const GradientTarget& grad_input);
  void WriteGradInput(int row, float* image, const GradientTarget& grad_input);
  ConstRows Pad(int rows, const ConstRows& input);
  void Crop(float* image) const;

  const Conv2d layer_;
  const ConvTail tail_;
  const ImageShape image_;  // of the input
  const ConvShape shape_;   // with the input's padding
  const PoolShape pool_;
  const bool skip_zeros_, is_dense_, is_by_taps_;
  DenseConv dense_;
  const int positions_;   // of the convolution's output
  const int group_size_;  // images whose terms are gathered before they are added up
  LaidOutParameter& weight_;
  LaidOutParameter* bias_;
  SimdStore& store_;
  const Kernels& kernels_;
  ConstRows input_ = {};
  AlignedVector<float> padded_;        // the input with zeros around it; empty without a padding
  AlignedVector<float> before_pool_;   // one block of channels of one image
  std::vector<unsigned char> argmax_;  // laid out as the output
  // Terms of one image, and by channel of a group of images.
  std::vector<int> position_begin_, position_channel_, position_window_;
  AlignedVector<float> position_value_;
  const int channel_capacity_;
  std::vector<int> channel_count_, channel_window_;
  AlignedVector<float> channel_value_;
  AlignedVector<float> image_grad_;    // of images of the input, channels last
  AlignedVector<float> layer_output_;  // made only when it is asked for
};

}  // namespace tenfold::simd
