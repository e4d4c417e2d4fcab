#include "engine/backends/simd/units/conv_unit.h"

#include <algorithm>

#include "engine/backends/simd/units/conv_dense.h"
#include "engine/backends/simd/units/conv_lists.h"
#include "engine/backends/simd/units/conv_masks.h"

namespace tenfold::simd {
namespace {

ConvStrategy StrategyOf(const ConvPlan& plan) {
  return ConvStrategyOf(plan.layer, plan.context.sparse_grad_output);
}

ConvShape ShapeOf(const ConvPlan& plan) {
  const Conv2d& layer = plan.layer;
  const blockwise::KernelContext<float>& context = plan.context;
  return {layer.in_channels,
          layer.out_channels,
          layer.kernel_size,
          context.input_shape[1] + 2 * layer.padding,
          context.input_shape[2] + 2 * layer.padding,
          context.output_shape[1],
          context.output_shape[2],
          plan.plain_input ? 1 : Padded(layer.in_channels)};
}

// Without a pool windows of one position.
PoolShape PoolOf(const ConvPlan& plan) {
  const Shape& convolved = plan.context.output_shape;
  const int k = std::max(1, plan.tail.pool_size);
  return {k, convolved[1], convolved[2], convolved[1] / k, convolved[2] / k};
}

int OutputSize(const ConvPlan& plan) {
  const PoolShape pool = PoolOf(plan);
  return ImageShape{plan.layer.out_channels, pool.out_height, pool.out_width}.channels_last_size();
}

int Positions(const ConvShape& shape) { return shape.out_height * shape.out_width; }

}  // namespace

std::unique_ptr<Unit> MakeConvUnit(const ConvPlan& plan) {
  switch (StrategyOf(plan)) {
    case ConvStrategy::kMasks:
      return std::make_unique<MaskConvUnit>(plan);
    case ConvStrategy::kLists:
      return std::make_unique<ListConvUnit>(plan);
    case ConvStrategy::kDense:
      return std::make_unique<DenseConvUnit>(plan);
  }
  return nullptr;
}

ConvUnit::ConvUnit(const ConvPlan& plan)
    : Unit(plan.context.max_rows, OutputSize(plan), OutputSize(plan)),
      layer_(plan.layer),
      image_(ImageOf(plan.context.input_shape)),
      shape_(ShapeOf(plan)),
      skip_zeros_(plan.context.sparse_grad_output),
      kernels_(plan.kernels),
      tail_(plan.tail),
      pool_(PoolOf(plan)),
      is_by_taps_(IsByTaps(StrategyOf(plan))),
      weight_(plan.weight),
      bias_(plan.bias),
      store_(plan.store),
      padded_(layer_.padding > 0 ? int64_t{plan.context.max_rows} * shape_.in_height *
                                       shape_.in_width * shape_.in_stride
                                 : 0),
      before_pool_(tail_.pool_size > 0 && tail_.pool_size != 2 ? Positions(shape_) * kChannelBlock
                                                               : 0),
      argmax_(tail_.pool_size > 0 ? output_.size() : 0) {}

const float* ConvUnit::ByTaps() {
  return is_by_taps_ ? weight_.parameter.value.data() : store_.Transposed(weight_);
}

const float* ConvUnit::ByChannels() {
  return is_by_taps_ ? store_.Transposed(weight_) : weight_.parameter.value.data();
}

void ConvUnit::Forward(int rows, const ConstRows& input) {
  input_ = padded_.empty() ? input : Pad(rows, input);
  Convolve(rows);
}

// The zeros around the images are there from the beginning.
ConstRows ConvUnit::Pad(int rows, const ConstRows& input) {
  const int p = layer_.padding, stride = shape_.in_stride;
  const int size = shape_.in_height * shape_.in_width * stride;
  for (int n = 0; n < rows; ++n) {
    for (int y = 0; y < image_.height; ++y) {
      std::copy_n(input.data + n * input.stride + y * image_.width * stride, image_.width * stride,
                  padded_.data() + int64_t{n} * size + ((y + p) * shape_.in_width + p) * stride);
    }
  }
  return {padded_.data(), size, size};
}

ConvShape ConvUnit::ShapeOfBlock(int first_channel) const {
  ConvShape shape = shape_;
  shape.out_channels = std::min(kChannelBlock, layer_.out_channels - first_channel);
  return shape;
}

void ConvUnit::ConvolveBlock(int row, int first_channel, bool relu, float* output,
                             long output_row) {
  kernels_.conv.forward(ShapeOfBlock(first_channel), input_.data + row * input_.stride,
                        ByTaps() + BlockOffset(layer_, first_channel),
                        bias_ ? bias() + first_channel : nullptr, BlockWidth(layer_, first_channel),
                        relu, output, output_row);
}

void ConvUnit::Convolve(int rows) {
  const long output_row = Padded(layer_.out_channels);
  for (int block = 0; block < layer_.out_channels; block += kChannelBlock) {
    const ConvShape shape = ShapeOfBlock(block);
    const int width = BlockWidth(layer_, block);
    // Its pad, in which another block may have left something.
    if (block > 0) std::fill(before_pool_.begin(), before_pool_.end(), 0.0f);
    for (int n = 0; n < rows; ++n) {
      float* output = output_.data() + n * stride_ + block;
      if (tail_.pool_size == 0) {
        ConvolveBlock(n, block, tail_.relu(), output, output_row);
        continue;
      }
      unsigned char* argmax = argmax_.data() + n * stride_ + block;
      if (tail_.pool_size == 2) {
        kernels_.conv.forward_pool2(shape, input_.data + n * input_.stride,
                                    ByTaps() + BlockOffset(layer_, block),
                                    bias_ ? bias() + block : nullptr, width, tail_.relu_before_pool,
                                    tail_.relu_after_pool, output, argmax, output_row);
        continue;
      }
      ConvolveBlock(n, block, tail_.relu_before_pool, before_pool_.data(), width);
      kernels_.pool.forward(pool_, width, tail_.relu_after_pool, before_pool_.data(), width, output,
                            argmax, output_row);
    }
  }
}

void ConvUnit::ConvolveImage(int row, bool relu, float* output) {
  for (int block = 0; block < layer_.out_channels; block += kChannelBlock) {
    ConvolveBlock(row, block, relu, output + block, Padded(layer_.out_channels));
  }
}

void ConvUnit::Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) {
  if (tail_.relu() && !grad_is_masked) {
    kernels_.keep_where_positive(rows * stride_, output_.data(), grad_.data(), grad_.data());
  }
  if (store_.in_train_step()) {
    for (LaidOutParameter* p : {&weight_, bias_}) {
      if (p != nullptr) std::fill(p->parameter.grad.begin(), p->parameter.grad.end(), 0.0f);
    }
  }
  AddGradients(rows, grad_input);
  if (!store_.in_train_step()) return;
  store_.Update(weight_);
  if (bias_ != nullptr) store_.Update(*bias_);
}

ConvGradient ConvUnit::GradientOf(int row) {
  const bool pooled = tail_.pool_size > 0;
  return {grad_.data() + row * stride_, pooled ? argmax_.data() + row * stride_ : nullptr, &pool_,
          skip_zeros_};
}

void ConvUnit::WriteGradInput(int row, const float* image, const GradientTarget& grad_input) const {
  float* to = grad_input.data + row * grad_input.stride;
  const int size = image_.channels_last_size();
  if (shape_.in_stride == 1) {
    ToPlain(image_, image, to);
  } else if (grad_input.mask == nullptr) {
    std::copy_n(image, size, to);
  } else {
    kernels_.keep_where_positive(size, grad_input.mask + row * grad_input.stride, image, to);
  }
}

ConstRows ConvUnit::LayerOutput(int rows, int layer) {
  layer = std::min(layer, tail_.layers());  // a Flatten behind changes nothing
  const bool pooled = tail_.pool_size > 0 && layer >= (tail_.relu_before_pool ? 2 : 1);
  const bool relu =
      layer >= 1 && (tail_.relu_before_pool || (tail_.relu() && tail_.pool_size == 0));
  const ImageShape shape =
      pooled ? ImageShape{layer_.out_channels, pool_.out_height, pool_.out_width}
             : ImageShape{layer_.out_channels, shape_.out_height, shape_.out_width};
  const int channels = Padded(layer_.out_channels), size = Positions(shape_) * channels;
  AlignedVector<float> convolved(size), image(size);
  std::vector<unsigned char> argmax(size);
  layer_output_.resize(int64_t{rows} * shape.plain_size());
  for (int n = 0; n < rows; ++n) {
    ConvolveImage(n, relu, convolved.data());
    if (pooled) {
      kernels_.pool.forward(pool_, channels, tail_.relu_after_pool && layer == 2, convolved.data(),
                            channels, image.data(), argmax.data(), channels);
    }
    ToPlain(shape, pooled ? image.data() : convolved.data(),
            layer_output_.data() + int64_t{n} * shape.plain_size());
  }
  return {layer_output_.data(), shape.plain_size(), shape.plain_size()};
}

}  // namespace tenfold::simd
