#include "engine/backends/simd/conv_unit.h"

namespace tenfold::simd {

PoolUnit::PoolUnit(const MaxPool2d& layer, const KernelContext<float>& context,
                   const Kernels& kernels)
    : Unit(context.max_rows, ImageOf(context.output_shape).channels_last_size(),
           ImageOf(context.output_shape).channels_last_size()),
      in_(ImageOf(context.input_shape)),
      out_(ImageOf(context.output_shape)),
      pool_({layer.kernel_size, in_.width, out_.height, out_.width}),
      kernels_(kernels),
      argmax_(output_.size()) {}

void PoolUnit::Forward(int rows, const ConstRows& input) {
  const int channels = Padded(in_.channels);
  for (int n = 0; n < rows; ++n) {
    kernels_.conv.max_pool(pool_, channels, /*relu=*/false, input.data + n * input.stride, channels,
                           output_.data() + n * stride_, argmax_.data() + n * stride_, channels);
  }
}

void PoolUnit::Backward(int rows, bool, const GradientTarget& grad_input) {
  for (int n = 0; n < rows && grad_input.data != nullptr; ++n) {
    const long offset = n * grad_input.stride;
    float* to = grad_input.data + offset;
    kernels_.conv.max_pool_backward(pool_, in_.height, Padded(in_.channels),
                                    grad_.data() + n * stride_, argmax_.data() + n * stride_, to);
    if (grad_input.mask != nullptr) {
      kernels_.keep_where_positive(in_.channels_last_size(), grad_input.mask + offset, to, to);
    }
  }
}

ConstRows PoolUnit::LayerOutput(int rows, int) {
  const int size = out_.plain_size();
  layer_output_.resize(int64_t{rows} * size);
  for (int n = 0; n < rows; ++n) {
    ToPlain(out_, output_.data() + n * stride_, layer_output_.data() + int64_t{n} * size);
  }
  return {layer_output_.data(), size, size};
}

}  // namespace tenfold::simd
