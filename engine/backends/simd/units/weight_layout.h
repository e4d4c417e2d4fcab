// Where the elements of a parameter lie in the memory of the kernels.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/backends/simd/kernels/kernels.h"
#include "engine/layers/conv2d.h"
#include "engine/layers/linear.h"

namespace tenfold::simd {

// The backward pass computes a weight's gradient, and updates the weight, in the layout in which
// the gradient's sums run over whole vectors; the pass that reads the weight the other way gets a
// copy.
struct WeightLayout {
  // A part of the copy: to[to_offset + j * to_row + i] = from[from_offset + i * from_row + j].
  struct Transposition {
    int rows, columns;
    int64_t from_offset, from_row, to_offset, to_row;
  };

  int64_t size = 0;             // floats, pads among them
  std::vector<int64_t> places;  // of each element in canonical order
  int64_t transposed_size = 0;  // of the copy
  std::vector<Transposition> parts;
};

// Elements in canonical order, without a copy.
WeightLayout PlainLayout(int64_t elements);

// [in_features][RowLength(out_features)]; transposed: [out_features][RowLength(in_features)]. With
// one output [padded in_features], and no copy.
WeightLayout LinearLayout(const Linear& layer);

// How the gradients of a convolution are computed, which decides how its weight lies.
enum class ConvStrategy {
  kMasks,  // few input channels
  kLists,  // only some elements of the output's gradient enter the sums
  kDense,  // all do: matrix products
};
inline ConvStrategy ConvStrategyOf(const Conv2d& layer, bool sparse_grad_output) {
  if (layer.in_channels < 4) return ConvStrategy::kMasks;
  return sparse_grad_output ? ConvStrategy::kLists : ConvStrategy::kDense;
}
inline bool IsByTaps(ConvStrategy strategy) { return strategy != ConvStrategy::kLists; }

// By taps (conv_kernels.h: blocks of output channels, [(ky, kx, c)][width] each; one block of all
// for kDense) or by channels ([out_channels][(ky, kx)][padded in_channels]). The transposed copy is
// the other one.
WeightLayout Conv2dLayout(const Conv2d& layer, ConvStrategy strategy);

// Width and offset of a block of output channels, by taps.
inline int BlockWidth(const Conv2d& layer, int first_channel) {
  const int rest = Padded(layer.out_channels) - first_channel;
  return rest < kChannelBlock ? rest : kChannelBlock;
}
inline int64_t BlockOffset(const Conv2d& layer, int first_channel) {
  return int64_t{first_channel} * layer.in_channels * layer.kernel_size * layer.kernel_size;
}

}  // namespace tenfold::simd
