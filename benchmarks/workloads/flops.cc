#include "benchmarks/workloads/flops.h"

#include <algorithm>
#include <cstdint>
#include <variant>

#include "base/status_macros.h"

namespace tenfold::benchmarks {
namespace {

// How many of the products of a kernel's side, over all positions of the output along an axis of
// `size` pixels, are not with padding.
int64_t ProductsAlongAxis(const Conv2d& conv, int size) {
  int64_t products = 0;
  for (int first = -conv.padding; first + conv.kernel_size <= size + conv.padding; ++first) {
    products += std::min(first + conv.kernel_size, size) - std::max(first, 0);
  }
  return products;
}

// Multiply-adds for one row of a layer's input; 0 for layers without products.
double MultiplyAdds(const Layer& layer, const Shape& input) {
  if (const auto* linear = std::get_if<Linear>(&layer)) {
    return static_cast<double>(linear->in_features) * linear->out_features;
  }
  if (const auto* conv = std::get_if<Conv2d>(&layer)) {
    return static_cast<double>(conv->in_channels) * conv->out_channels *
           static_cast<double>(ProductsAlongAxis(*conv, input[1]) *
                               ProductsAlongAxis(*conv, input[2]));
  }
  return 0.0;
}

// The part of a layer's output that has a gradient, by the layers behind it.
double GradientDensity(const Block& block, size_t layer) {
  for (size_t i = layer + 1; i < block.layers.size(); ++i) {
    if (const auto* pool = std::get_if<MaxPool2d>(&block.layers[i])) {
      return 1.0 / (pool->kernel_size * pool->kernel_size);
    }
    if (!ParametersOf(block.layers[i]).empty()) break;
  }
  return 1.0;
}

// Rows of a block per row of the network's input.
double RowShare(const NetworkInfo& info, const Block& block, const BlockInfo& block_info) {
  const double every_other = block.rows == Rows::kEven || block.rows == Rows::kOdd ? 0.5 : 1.0;
  return every_other / info.tensors[block_info.output].row_divisor;
}

}  // namespace

absl::StatusOr<Flops> CountFlops(const Network& network, int rows, bool needs_input_gradient) {
  TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(network));
  Flops flops;
  for (size_t b = 0; b < network.blocks.size(); ++b) {
    const Block& block = network.blocks[b];
    const BlockInfo& block_info = info.blocks[b];
    // Whether something before this layer has parameters, or the caller wants the gradient.
    bool needs_gradient = needs_input_gradient || block_info.input > 0;
    for (size_t i = 0; i < block.layers.size(); ++i) {
      const double products = 2.0 * rows * RowShare(info, block, block_info) *
                              MultiplyAdds(block.layers[i], block_info.shapes[i]);
      const double backward = products * (needs_gradient ? 2.0 : 1.0);
      flops.forward += products;
      flops.backward += backward;
      flops.useful_backward += backward * GradientDensity(block, i);
      needs_gradient |= !ParametersOf(block.layers[i]).empty();
    }
  }
  return flops;
}

}  // namespace tenfold::benchmarks
