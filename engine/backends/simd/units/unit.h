// A unit is one or more neighbouring layers of a block, computed together.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "engine/backends/simd/kernels/kernels.h"
#include "engine/layers/layer.h"
#include "engine/numerics/aligned_vector.h"

namespace tenfold::simd {

// An activation with its option, as a unit includes it.
struct PlannedActivation {
  Activation kind = Activation::kNone;
  int place = 0;  // in ActivationTable
  float option = 0.0f;

  int layers() const { return kind == Activation::kNone ? 0 : 1; }
  // Whether matrix products have it as an epilogue, and the gradient through it as a mask.
  bool is_epilogue() const { return kind == Activation::kReLU || kind == Activation::kLeakyReLU; }
  void SetEpilogue(GemmArguments& g) const {
    g.slope = option;
    g.epilogue = kind == Activation::kReLU        ? Epilogue::kReLU
                 : kind == Activation::kLeakyReLU ? Epilogue::kLeakyReLU
                                                  : Epilogue::kStore;
  }
  // `output`: of the activation, laid out as the product.
  void SetMask(const float* output, GemmArguments& g) const {
    g.slope = option;
    g.mask = is_epilogue() ? output : nullptr;
    g.epilogue = kind == Activation::kReLU        ? Epilogue::kPositive
                 : kind == Activation::kLeakyReLU ? Epilogue::kLeakyPositive
                                                  : Epilogue::kStore;
  }
};

// What layer i is; kNone also past the end, and for an activation without vectors.
PlannedActivation ActivationAt(const std::vector<Layer>& layers, size_t i);

// An activation on parts of an array of outputs: n floats from place `at` on, n a multiple of
// kLanes. It keeps the derivative if the kernels want that. Pointers are to the parts, and may be
// the same.
class ActivationPass {
 public:
  ActivationPass(const PlannedActivation& activation, const Kernels& kernels, int64_t size)
      : kernels_(kernels.activations.of[activation.place]),
        option_(activation.option),
        derivative_(kernels_.keeps_derivative ? size : 0) {}

  void Forward(long at, long n, const float* x, float* y) {
    kernels_.forward(n, option_, x, y, derivative_.empty() ? nullptr : derivative_.data() + at);
  }
  void Backward(long at, long n, const float* y, const float* dy, float* dx) const {
    kernels_.backward(n, option_, derivative_.empty() ? y : derivative_.data() + at, dy, dx);
  }
  bool keeps_derivative() const { return kernels_.keeps_derivative; }

 private:
  const ActivationKernels& kernels_;
  const float option_;
  AlignedVector<float> derivative_;
};

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

  // Whether it computes its layer by `reference`'s kernel.
  virtual bool is_by_reference() const { return false; }

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
