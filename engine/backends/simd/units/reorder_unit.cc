#include "engine/backends/simd/units/reorder_unit.h"

#include <algorithm>

namespace tenfold::simd {

void ToPlain(const ImageShape& shape, const float* channels_last, float* plain) {
  const int stride = Padded(shape.channels), positions = shape.positions();
  for (int c = 0; c < shape.channels; ++c) {
    for (int p = 0; p < positions; ++p) plain[c * positions + p] = channels_last[p * stride + c];
  }
}

ConstRows ToPlainRows(int rows, const ImageShape& shape, const AlignedVector<float>& channels_last,
                      AlignedVector<float>& plain) {
  const int size = shape.plain_size();
  plain.resize(int64_t{rows} * size);
  for (int n = 0; n < rows; ++n) {
    ToPlain(shape, channels_last.data() + int64_t{n} * shape.channels_last_size(),
            plain.data() + int64_t{n} * size);
  }
  return {plain.data(), size, size};
}

ReorderUnit::ReorderUnit(Direction direction, const ImageShape& shape, int max_rows,
                         const Kernels& kernels)
    : Unit(max_rows,
           direction == Direction::kToPlain ? shape.plain_size() : shape.channels_last_size(),
           direction == Direction::kToPlain ? RowLength(shape.plain_size())
                                            : shape.channels_last_size()),
      to_plain_(direction == Direction::kToPlain),
      shape_(shape),
      kernels_(kernels),
      last_image_(to_plain_ ? 0 : shape.plain_size() + kLanes),
      block_(kLanes * Padded(shape.positions())) {}

// Reads whole vectors, the last ones past the end of the image.
void ReorderUnit::ToChannelsLast(const float* plain, float* channels_last) const {
  kernels_.transpose(shape_.channels, shape_.positions(), plain, shape_.positions(), channels_last,
                     Padded(shape_.channels));
}

void ReorderUnit::ToPlainByBlocks(const float* channels_last, float* plain) {
  const int stride = Padded(shape_.channels), positions = shape_.positions();
  if (positions < kLanes / 2) return ToPlain(shape_, channels_last, plain);
  const int padded = Padded(positions);
  for (int c = 0; c < shape_.channels; c += kLanes) {
    const int channels = std::min(kLanes, shape_.channels - c);
    kernels_.transpose(positions, channels, channels_last + c, stride, block_.data(), padded);
    for (int i = 0; i < channels; ++i) {
      plain = std::copy_n(block_.data() + i * padded, positions, plain);
    }
  }
}

void ReorderUnit::Forward(int rows, const ConstRows& input) {
  for (int n = 0; n < rows; ++n) {
    const float* from = input.data + n * input.stride;
    float* to = output_.data() + n * stride_;
    if (!to_plain_) {
      if ((rows - n) * input.stride < shape_.plain_size() + kLanes) {
        // Too few floats follow the image.
        std::copy_n(from, shape_.plain_size(), last_image_.begin());
        from = last_image_.data();
      }
      ToChannelsLast(from, to);
    } else {
      ToPlainByBlocks(from, to);
    }
  }
}

void ReorderUnit::Backward(int rows, bool, const GradientTarget& grad_input) {
  if (grad_input.data == nullptr) return;
  for (int n = 0; n < rows; ++n) {
    const long offset = n * grad_input.stride;
    float* to = grad_input.data + offset;
    if (!to_plain_) {
      ToPlainByBlocks(grad_.data() + n * stride_, to);
      continue;
    }
    ToChannelsLast(grad_.data() + n * stride_, to);
    // A unit that ends with a ReLU has padded rows.
    if (grad_input.mask != nullptr) {
      kernels_.keep_where_positive(shape_.channels_last_size(), grad_input.mask + offset, to, to);
    }
  }
}

}  // namespace tenfold::simd
