#include "engine/backends/simd/units/conv_lists.h"

#include <algorithm>

namespace tenfold::simd {
namespace {

// Images whose terms fill the lists of output channels; more would leave the first cache.
constexpr int kTermsPerChannel = 128;

}  // namespace

ImageTerms::ImageTerms(const ConvShape& shape, int padding, const Kernels& kernels)
    : shape_(shape),
      padding_(padding),
      kernels_(kernels),
      begin_(shape.out_height * shape.out_width + 1),
      channel_(shape.out_height * shape.out_width * shape.out_channels + kLanes),
      window_(channel_.size()),
      value_(channel_.size()),
      image_(shape.in_height * shape.in_width * Padded(shape.in_channels)) {}

PositionTerms ImageTerms::Gather(const ConvGradient& gradient) {
  const PositionTerms terms = {begin_.data(), channel_.data(), window_.data(), value_.data()};
  kernels_.conv.gather(shape_, gradient, terms);
  return terms;
}

const float* ImageTerms::GradInput(const float* weight) {
  std::fill(image_.begin(), image_.end(), 0.0f);
  kernels_.conv.grad_input(shape_, {begin_.data(), channel_.data(), window_.data(), value_.data()},
                           weight, image_.data());
  if (padding_ == 0) return image_.data();
  // What lies on the image itself moves to the beginning.
  const int p = padding_, channels = Padded(shape_.in_channels);
  const int height = shape_.in_height - 2 * p, line = (shape_.in_width - 2 * p) * channels;
  for (int y = 0; y < height; ++y) {
    std::copy_n(image_.data() + ((y + p) * shape_.in_width + p) * channels, line,
                image_.data() + y * line);
  }
  return image_.data();
}

ListConvUnit::ListConvUnit(const ConvPlan& plan)
    : ConvUnit(plan),
      image_terms_(shape_, layer_.padding, kernels_),
      positions_(shape_.out_height * shape_.out_width),
      group_size_(std::max(1, std::min(plan.context.max_rows, kTermsPerChannel / positions_))),
      capacity_(positions_ * group_size_),
      count_(layer_.out_channels),
      window_(layer_.out_channels * capacity_),
      value_(window_.size()) {}

void ListConvUnit::AddGradients(int rows, const GradientTarget& grad_input) {
  for (int first = 0; first < rows; first += group_size_) {
    std::fill(count_.begin(), count_.end(), 0);
    const int last = std::min(rows, first + group_size_);
    for (int n = first; n < last; ++n) {
      const PositionTerms terms = image_terms_.Gather(GradientOf(n));
      AppendByChannel(terms, static_cast<int>((n - first) * input_.stride));
      if (grad_input.data == nullptr) continue;
      WriteGradInput(n, image_terms_.GradInput(ByChannels()), grad_input);
    }
    kernels_.conv.grad_weight(shape_, {capacity_, count_.data(), window_.data(), value_.data()},
                              input_.data + first * input_.stride, grad_weight(), grad_bias());
  }
}

void ListConvUnit::AppendByChannel(const PositionTerms& terms, int image_offset) {
  const int count = terms.begin[positions_];
  for (int j = 0; j < count; ++j) {
    const int o = terms.channel[j];
    const int to = o * capacity_ + count_[o]++;
    window_[to] = image_offset + terms.window[j];
    value_[to] = terms.value[j];
  }
}

}  // namespace tenfold::simd
