#include "engine/backends/simd/units/pool_unit.h"

namespace tenfold::simd {

PoolUnit::PoolUnit(const MaxPool2d& layer, const ImageShape& input, const ImageShape& output,
                   int max_rows, const Kernels& kernels)
    : Unit(max_rows, output.channels_last_size(), output.channels_last_size()),
      image_({layer.kernel_size, input.height, input.width, output.height, output.width,
              Padded(input.channels)}),
      output_shape_(output),
      kernels_(kernels),
      argmax_(output_.size()) {}

void PoolUnit::Forward(int rows, const ConstRows& input) {
  for (int n = 0; n < rows; ++n) {
    kernels_.pool.forward(image_, input.data + n * input.stride, output_.data() + n * stride_,
                          argmax_.data() + n * stride_);
  }
}

void PoolUnit::Backward(int rows, bool, const GradientTarget& grad_input) {
  for (int n = 0; n < rows && grad_input.data != nullptr; ++n) {
    const long offset = n * grad_input.stride;
    kernels_.pool.backward(image_, grad_.data() + n * stride_, argmax_.data() + n * stride_,
                           grad_input.mask == nullptr ? nullptr : grad_input.mask + offset,
                           grad_input.data + offset);
  }
}

ConstRows PoolUnit::LayerOutput(int rows, int) {
  return ToPlainRows(rows, output_shape_, output_, plain_);
}

}  // namespace tenfold::simd
