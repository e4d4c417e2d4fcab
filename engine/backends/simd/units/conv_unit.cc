#include "engine/backends/simd/units/conv_unit.h"

#include <algorithm>

namespace tenfold::simd {
namespace {

// Images whose terms fill the lists of output channels; more would leave the first cache.
constexpr int kTermsPerChannel = 128;
// Images without a pad whose gradients are computed at once.
constexpr int kPlainImages = 24;

}  // namespace

ConvUnit::ConvUnit(const Conv2d& layer, const ConvTail& tail, const KernelContext<float>& context,
                   bool plain_input, LaidOutParameter& weight, LaidOutParameter* bias,
                   SimdStore& store, const Kernels& kernels)
    : Unit(context.max_rows, OutputSize(tail, context), OutputSize(tail, context)),
      layer_(layer),
      tail_(tail),
      image_({layer.in_channels, context.input_shape[1], context.input_shape[2]}),
      shape_(ShapeOf(layer, context, plain_input)),
      pool_(PoolOf(tail, context)),
      skip_zeros_(context.sparse_grad_output),
      is_dense_(IsDense(layer, skip_zeros_)),
      is_by_taps_(is_dense_ || IsByMasks(layer)),
      dense_(shape_, layer.padding, context.max_rows, kernels),
      positions_(shape_.out_height * shape_.out_width),
      group_size_(std::max(1, std::min(context.max_rows, kTermsPerChannel / positions_))),
      weight_(weight),
      bias_(bias),
      store_(store),
      kernels_(kernels),
      padded_(layer.padding > 0 ? int64_t{context.max_rows} * shape_.in_height * shape_.in_width *
                                      shape_.in_stride
                                : 0),
      before_pool_(tail.pool_size > 0 && tail.pool_size != 2 ? positions_ * kChannelBlock : 0),
      argmax_(tail.pool_size > 0 ? output_.size() : 0),
      position_begin_(positions_ + 1),
      position_channel_(positions_ * layer.out_channels + kLanes),
      position_window_(position_channel_.size()),
      position_value_(position_channel_.size()),
      channel_capacity_(is_by_taps_ ? 0 : positions_ * group_size_),
      channel_count_(layer.out_channels),
      channel_window_(layer.out_channels * channel_capacity_),
      channel_value_(channel_window_.size()),
      image_grad_(
          (skip_zeros_ || !is_plain_input() ? 1 : kPlainImages) *
          ImageShape{layer.in_channels, shape_.in_height, shape_.in_width}.channels_last_size()) {}

ConvShape ConvUnit::ShapeOf(const Conv2d& layer, const KernelContext<float>& context,
                            bool plain_input) {
  return {layer.in_channels,
          layer.out_channels,
          layer.kernel_size,
          context.input_shape[1] + 2 * layer.padding,
          context.input_shape[2] + 2 * layer.padding,
          context.output_shape[1],
          context.output_shape[2],
          plain_input ? 1 : Padded(layer.in_channels)};
}

PoolShape ConvUnit::PoolOf(const ConvTail& tail, const KernelContext<float>& context) {
  const int k = std::max(1, tail.pool_size);
  return {k, context.output_shape[2], context.output_shape[1] / k, context.output_shape[2] / k};
}

int ConvUnit::OutputSize(const ConvTail& tail, const KernelContext<float>& context) {
  const PoolShape pool = PoolOf(tail, context);
  return ImageShape{context.output_shape[0], pool.out_height, pool.out_width}.channels_last_size();
}

const float* ConvUnit::ByTaps() {
  return is_by_taps_ ? weight_.parameter.value.data() : store_.Transposed(weight_);
}

const float* ConvUnit::ByChannels() {
  return is_by_taps_ ? store_.Transposed(weight_) : weight_.parameter.value.data();
}

const float* ConvUnit::BiasAt(int first_channel) const {
  return bias_ != nullptr ? bias_->parameter.value.data() + first_channel : nullptr;
}

void ConvUnit::Convolve(int row, int first_channel, bool relu, float* output, long output_row) {
  kernels_.conv.forward(shape_, input_.data + row * input_.stride,
                        ByTaps() + BlockOffset(layer_, first_channel), BiasAt(first_channel),
                        BlockWidth(layer_, first_channel), relu, output, output_row);
}

void ConvUnit::Forward(int rows, const ConstRows& input) {
  input_ = padded_.empty() ? input : Pad(rows, input);
  if (is_dense_) {
    dense_.Forward(rows, input_.data, input_.stride, ByTaps(), BiasAt(0), tail_.relu(),
                   output_.data(), stride_);
    return;
  }
  const long output_row = Padded(layer_.out_channels);
  for (int block = 0; block < layer_.out_channels; block += kChannelBlock) {
    const int width = BlockWidth(layer_, block);
    for (int n = 0; n < rows; ++n) {
      float* output = output_.data() + n * stride_ + block;
      if (tail_.pool_size == 0) {
        Convolve(n, block, tail_.relu(), output, output_row);
        continue;
      }
      if (tail_.pool_size == 2) {
        kernels_.conv.forward_pool2(shape_, input_.data + n * input_.stride,
                                    ByTaps() + BlockOffset(layer_, block), BiasAt(block), width,
                                    tail_.relu_before_pool, tail_.relu_after_pool, output,
                                    argmax_.data() + n * stride_ + block, output_row);
        continue;
      }
      Convolve(n, block, tail_.relu_before_pool, before_pool_.data(), width);
      kernels_.conv.max_pool(pool_, width, tail_.relu_after_pool, before_pool_.data(), width,
                             output, argmax_.data() + n * stride_ + block, output_row);
    }
  }
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

// Moves what lies on the image itself to the beginning.
void ConvUnit::Crop(float* image) const {
  const int p = layer_.padding, channels = Padded(layer_.in_channels);
  for (int y = 0; y < image_.height; ++y) {
    std::copy_n(image + ((y + p) * shape_.in_width + p) * channels, image_.width * channels,
                image + y * image_.width * channels);
  }
}

ConvGradient ConvUnit::GradientOf(int row) {
  const bool pooled = tail_.pool_size > 0;
  return {grad_.data() + row * stride_, pooled ? argmax_.data() + row * stride_ : nullptr, &pool_,
          skip_zeros_};
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
  if (skip_zeros_) {
    BackwardByLists(rows, grad_input);
  } else {
    BackwardDense(rows, grad_input);
  }
  if (!store_.in_train_step()) return;
  store_.Update(weight_);
  if (bias_ != nullptr) store_.Update(*bias_);
}

void ConvUnit::GradWeightByMasks(int rows) {
  for (int block = 0; block < layer_.out_channels; block += kChannelBlock) {
    for (int n = 0; n < rows; ++n) {
      ConvGradient gradient = GradientOf(n);
      gradient.grad += block;
      if (gradient.argmax != nullptr) gradient.argmax += block;
      kernels_.conv.grad_weight_masked(
          shape_, gradient, Padded(layer_.out_channels), BlockWidth(layer_, block),
          input_.data + n * input_.stride,
          weight_.parameter.grad.data() + BlockOffset(layer_, block),
          bias_ == nullptr ? nullptr : bias_->parameter.grad.data() + block);
    }
  }
}

PositionTerms ConvUnit::by_position() {
  return {position_begin_.data(), position_channel_.data(), position_window_.data(),
          position_value_.data()};
}

void ConvUnit::BackwardByLists(int rows, const GradientTarget& grad_input) {
  if (IsByMasks(layer_)) {
    GradWeightByMasks(rows);
    for (int n = 0; n < rows && grad_input.data != nullptr; ++n) {
      kernels_.conv.gather(shape_, GradientOf(n), by_position());
      GradInputByLists(n, grad_input);
    }
    return;
  }
  for (int first = 0; first < rows; first += group_size_) {
    std::fill(channel_count_.begin(), channel_count_.end(), 0);
    const int last = std::min(rows, first + group_size_);
    for (int n = first; n < last; ++n) {
      kernels_.conv.gather(shape_, GradientOf(n), by_position());
      AppendByChannel(static_cast<int>((n - first) * input_.stride));
      if (grad_input.data != nullptr) GradInputByLists(n, grad_input);
    }
    kernels_.conv.grad_weight(
        shape_,
        {channel_capacity_, channel_count_.data(), channel_window_.data(), channel_value_.data()},
        input_.data + first * input_.stride, weight_.parameter.grad.data(),
        bias_ == nullptr ? nullptr : bias_->parameter.grad.data());
  }
}

void ConvUnit::AppendByChannel(int image_offset) {
  const int terms = position_begin_[positions_];
  for (int j = 0; j < terms; ++j) {
    const int o = position_channel_[j];
    const int to = o * channel_capacity_ + channel_count_[o]++;
    channel_window_[to] = image_offset + position_window_[j];
    channel_value_[to] = position_value_[j];
  }
}

// From the terms of this row.
void ConvUnit::GradInputByLists(int row, const GradientTarget& grad_input) {
  std::fill(image_grad_.begin(), image_grad_.end(), 0.0f);
  kernels_.conv.grad_input(shape_, by_position(), ByChannels(), image_grad_.data());
  WriteGradInput(row, image_grad_.data(), grad_input);
}

void ConvUnit::BackwardDense(int rows, const GradientTarget& grad_input) {
  if (IsByMasks(layer_)) {
    GradWeightByMasks(rows);
  } else {
    dense_.GradWeight(rows, input_.data, input_.stride, grad_.data(), weight_.parameter.grad.data(),
                      bias_ == nullptr ? nullptr : bias_->parameter.grad.data());
  }
  if (grad_input.data == nullptr) return;
  if (!is_plain_input()) {
    dense_.GradInput(rows, grad_.data(), ByChannels(), grad_input.data, grad_input.stride,
                     grad_input.mask);
    return;
  }
  const int size = image_.channels_last_size();
  for (int first = 0; first < rows; first += kPlainImages) {
    const int images = std::min(kPlainImages, rows - first);
    dense_.GradInput(images, grad_.data() + first * stride_, ByChannels(), image_grad_.data(), size,
                     nullptr);
    for (int n = 0; n < images; ++n) {
      ToPlain(image_, image_grad_.data() + n * size,
              grad_input.data + (first + n) * grad_input.stride);
    }
  }
}

void ConvUnit::WriteGradInput(int row, float* image, const GradientTarget& grad_input) {
  if (layer_.padding > 0) Crop(image);
  float* to = grad_input.data + row * grad_input.stride;
  const int size = image_.channels_last_size();
  if (is_plain_input()) {
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
  const ImageShape shape =
      pooled ? ImageShape{layer_.out_channels, pool_.out_height, pool_.out_width}
             : ImageShape{layer_.out_channels, shape_.out_height, shape_.out_width};
  const int channels = Padded(layer_.out_channels);
  AlignedVector<float> convolved(positions_ * channels), image(positions_ * channels);
  std::vector<unsigned char> argmax(positions_ * channels);
  layer_output_.resize(int64_t{rows} * shape.plain_size());
  for (int n = 0; n < rows; ++n) {
    const bool relu =
        layer >= 1 && (tail_.relu_before_pool || (tail_.relu() && tail_.pool_size == 0));
    for (int block = 0; block < layer_.out_channels && !is_dense_; block += kChannelBlock) {
      Convolve(n, block, relu, convolved.data() + block, channels);
    }
    if (is_dense_) {
      dense_.Forward(1, input_.data + n * input_.stride, 0, ByTaps(), BiasAt(0), relu,
                     convolved.data(), 0);
    }
    if (pooled) {
      kernels_.conv.max_pool(pool_, channels, tail_.relu_after_pool && layer == 2, convolved.data(),
                             channels, image.data(), argmax.data(), channels);
    }
    ToPlain(shape, pooled ? image.data() : convolved.data(),
            layer_output_.data() + int64_t{n} * shape.plain_size());
  }
  return {layer_output_.data(), shape.plain_size(), shape.plain_size()};
}

}  // namespace tenfold::simd
