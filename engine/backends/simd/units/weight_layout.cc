#include "engine/backends/simd/units/weight_layout.h"

#include <algorithm>

namespace tenfold::simd {

WeightLayout PlainLayout(int64_t elements) {
  WeightLayout layout;
  layout.size = Padded(static_cast<int>(elements));
  for (int64_t i = 0; i < elements; ++i) layout.places.push_back(i);
  return layout;
}

WeightLayout LinearLayout(const Linear& layer) {
  const int in = layer.in_features, out = layer.out_features;
  if (out == 1) return PlainLayout(in);
  WeightLayout layout;
  layout.size = int64_t{in} * RowLength(out);
  for (int o = 0; o < out; ++o) {
    for (int i = 0; i < in; ++i) layout.places.push_back(int64_t{i} * RowLength(out) + o);
  }
  layout.transposed_size = int64_t{out} * RowLength(in);
  layout.parts.push_back({in, out, 0, RowLength(out), 0, RowLength(in)});
  return layout;
}

WeightLayout Conv2dLayout(const Conv2d& layer, ConvStrategy strategy) {
  const int in = layer.in_channels, out = layer.out_channels;
  const int taps = layer.kernel_size * layer.kernel_size;
  const int64_t channel = int64_t{taps} * Padded(in);  // of an output channel, by channels
  const int64_t by_taps_size = int64_t{taps} * in * Padded(out);
  const int64_t by_channels_size = out * channel;
  const bool by_taps = IsByTaps(strategy);
  const int block_size = strategy == ConvStrategy::kDense ? Padded(out) : kChannelBlock;
  WeightLayout layout;
  layout.size = by_taps ? by_taps_size : by_channels_size;
  layout.transposed_size = by_taps ? by_channels_size : by_taps_size;
  for (int o = 0; o < out; ++o) {
    const int block = o / block_size * block_size;
    const int width = std::min(block_size, Padded(out) - block);
    for (int c = 0; c < in; ++c) {
      for (int tap = 0; tap < taps; ++tap) {
        layout.places.push_back(by_taps ? BlockOffset(layer, block) +
                                              (int64_t{tap} * in + c) * width + o - block
                                        : o * channel + int64_t{tap} * Padded(in) + c);
      }
    }
  }
  for (int block = 0; block < out; block += block_size) {
    const int width = std::min(block_size, Padded(out) - block);
    const int channels = std::min(width, out - block);
    for (int tap = 0; tap < taps; ++tap) {
      const int64_t in_taps = BlockOffset(layer, block) + int64_t{tap} * in * width;
      const int64_t in_channels = block * channel + int64_t{tap} * Padded(in);
      if (by_taps) {
        layout.parts.push_back({in, channels, in_taps, width, in_channels, channel});
      } else {
        layout.parts.push_back({channels, in, in_channels, channel, in_taps, width});
      }
    }
  }
  return layout;
}

}  // namespace tenfold::simd
