// Images as rows of [channels, height, width], and of [height, width, padded channels].
#pragma once

#include "engine/backends/simd/units/unit.h"

namespace tenfold::simd {

struct ImageShape {
  int channels, height, width;

  int positions() const { return height * width; }
  int plain_size() const { return channels * positions(); }
  int channels_last_size() const { return positions() * Padded(channels); }
};

inline ImageShape ImageOf(const Shape& shape) { return {shape[0], shape[1], shape[2]}; }

// One image to [channels, height, width], element by element.
void ToPlain(const ImageShape& shape, const float* channels_last, float* plain);

// Images with the channels last as plain rows, which `plain` holds.
ConstRows ToPlainRows(int rows, const ImageShape& shape, const AlignedVector<float>& channels_last,
                      AlignedVector<float>& plain);

// From plain rows to channels last, or back.
class ReorderUnit final : public Unit {
 public:
  enum class Direction { kToChannelsLast, kToPlain };
  ReorderUnit(Direction direction, const ImageShape& shape, int max_rows, const Kernels& kernels);

  void Forward(int rows, const ConstRows& input) override;
  void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) override;
  ConstRows LayerOutput(int, int) override { return output(); }

 private:
  void ToChannelsLast(const float* plain, float* channels_last) const;
  void ToPlainByBlocks(const float* channels_last, float* plain);

  const bool to_plain_;
  const ImageShape shape_;
  const Kernels& kernels_;
  AlignedVector<float> last_image_;  // plain, with room for whole vectors at the end
  AlignedVector<float> block_;       // some channels, each padded
};

}  // namespace tenfold::simd
