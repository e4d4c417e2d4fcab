// A unit is one or more neighbouring layers of a block, computed together.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "engine/backends/simd/kernels/kernels.h"
#include "engine/layers/layer.h"
#include "engine/numerics/aligned_vector.h"

namespace tenfold::simd {

// The activations that units of other layers can include.
enum class Activation { kNone, kReLU, kTanh };

// What layer i is; kNone also past the end.
inline Activation ActivationAt(const std::vector<Layer>& layers, size_t i) {
  if (i >= layers.size()) return Activation::kNone;
  if (std::holds_alternative<ReLU>(layers[i])) return Activation::kReLU;
  return std::holds_alternative<Tanh>(layers[i]) ? Activation::kTanh : Activation::kNone;
}

// Rows of `size` floats, `stride` apart.
struct ConstRows {
  const float* data;
  int size;
  long stride;
};

inline void CopyRows(int rows, const ConstRows& from, float* to, long to_stride) {
  if (from.stride == from.size && to_stride == from.size) {
    std::copy_n(from.data, int64_t{rows} * from.size, to);
    return;
  }
  for (int n = 0; n < rows; ++n) {
    std::copy_n(from.data + n * from.stride, from.size, to + n * to_stride);
  }
}

// Where a unit writes the gradient of its input. With a mask, laid out as the gradient, it writes 0
// where the mask is not positive: that is the ReLU of the unit before.
struct GradientTarget {
  float* data;  // null: not needed
  long stride;
  const float* mask;
};

// Planned for at most max_rows rows. It owns its output and its output's gradient, with room for
// whole vectors at the end.
class Unit {
 public:
  Unit(int max_rows, int size, long stride)
      : size_(size),
        stride_(stride),
        output_(max_rows * stride + kLanes),
        grad_(max_rows * stride + kLanes) {}
  virtual ~Unit() = default;

  // `input` stays valid until Backward.
  virtual void Forward(int rows, const ConstRows& input) = 0;

  // From grad(), which it may overwrite. `grad_is_masked`: the gradient has already passed the ReLU
  // at the unit's end.
  virtual void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) = 0;

  // The output of the unit's layer i, in canonical layout.
  virtual ConstRows LayerOutput(int rows, int layer) = 0;

  // Whether the next unit may take the gradient through this one's ReLU, with output() as its mask.
  virtual bool ends_with_relu() const { return false; }

  ConstRows output() const { return {output_.data(), size_, stride_}; }
  float* grad() { return grad_.data(); }
  long stride() const { return stride_; }

 protected:
  const int size_;
  const long stride_;
  AlignedVector<float> output_, grad_;
};

}  // namespace tenfold::simd
