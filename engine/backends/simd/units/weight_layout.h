// Where the elements of a parameter lie in the memory of the kernels.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/backends/simd/kernels/kernels.h"
#include "engine/layers/conv2d.h"
#include "engine/layers/linear.h"

namespace tenfold::simd {

// The backward pass computes a weight's gradient, and updates the weight, in the layout in which
// its sums run over whole vectors; the pass that reads the weight the other way gets a copy.
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

// One after the other; no copy.
WeightLayout PlainLayout(int64_t elements);

// [in_features][padded out_features]; transposed: [out_features][padded in_features]. With one
// output [padded in_features], and no copy.
WeightLayout LinearLayout(const Linear& layer);

// By taps (conv_kernels.h: blocks of output channels, [(ky, kx, c)][width] each, or one of all if
// it is dense) or by channels ([out_channels][(ky, kx)][padded in_channels]); transposed is the
// other one.
WeightLayout Conv2dLayout(const Conv2d& layer, bool is_dense);
// How the gradient is computed: with few input channels by masks, by taps;
inline bool IsByMasks(const Conv2d& layer) { return layer.in_channels < 4; }
// if all its terms enter the sums by matrix products (conv_dense.h), by taps; otherwise by lists,
// by channels.
inline bool IsDense(const Conv2d& layer, bool sparse_grad_output) {
  return !sparse_grad_output && !IsByMasks(layer);
}

// Width and offset of a block of output channels, by taps.
inline int BlockWidth(const Conv2d& layer, int first_channel) {
  const int rest = Padded(layer.out_channels) - first_channel;
  return rest < kChannelBlock ? rest : kChannelBlock;
}
inline int64_t BlockOffset(const Conv2d& layer, int first_channel) {
  return int64_t{first_channel} * layer.in_channels * layer.kernel_size * layer.kernel_size;
}

}  // namespace tenfold::simd
