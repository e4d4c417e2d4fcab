#include "engine/backends/simd/units/conv_masks.h"

#include <algorithm>

namespace tenfold::simd {
namespace {

// Images whose gradients are computed at once.
constexpr int kImages = 24;

}  // namespace

MaskConvUnit::MaskConvUnit(const ConvPlan& plan)
    : ConvUnit(plan),
      image_terms_(shape_, layer_.padding, kernels_),
      dense_grad_input_(shape_, layer_.padding, kernels_),
      images_(skip_zeros_ ? 0 : kImages * image_.channels_last_size()) {}

void MaskConvUnit::AddGradients(int rows, const GradientTarget& grad_input) {
  for (int block = 0; block < layer_.out_channels; block += kChannelBlock) {
    for (int n = 0; n < rows; ++n) {
      ConvGradient gradient = GradientOf(n);
      gradient.grad += block;
      if (gradient.argmax != nullptr) gradient.argmax += block;
      kernels_.conv.grad_weight_masked(ShapeOfBlock(block), gradient, Padded(layer_.out_channels),
                                       BlockWidth(layer_, block), input_.data + n * input_.stride,
                                       grad_weight() + BlockOffset(layer_, block),
                                       grad_bias() == nullptr ? nullptr : grad_bias() + block);
    }
  }
  if (grad_input.data == nullptr) return;
  if (skip_zeros_) {
    for (int n = 0; n < rows; ++n) {
      image_terms_.Gather(GradientOf(n));
      WriteGradInput(n, image_terms_.GradInput(ByChannels()), grad_input);
    }
    return;
  }
  const int size = image_.channels_last_size();
  for (int first = 0; first < rows; first += kImages) {
    const int images = std::min(kImages, rows - first);
    dense_grad_input_.Compute(images, grad_.data() + first * stride_, ByChannels(), images_.data(),
                              size, /*mask=*/nullptr);
    for (int n = 0; n < images; ++n) {
      WriteGradInput(first + n, images_.data() + n * size, grad_input);
    }
  }
}

}  // namespace tenfold::simd
