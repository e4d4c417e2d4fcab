#pragma once

#include <vector>

#include "engine/backends/blockwise/kernel.h"
#include "engine/backends/simd/units/reorder_unit.h"
#include "engine/backends/simd/units/store.h"
#include "engine/layers/batch_norm.h"

namespace tenfold::simd {

// What follows a normalisation and is computed with it.
struct NormTail {
  bool relu = false;
  bool pool = false;  // behind the ReLU: windows of 2 x 2 that together cover the image

  int layers() const { return relu + pool; }
};

// Batch normalisation with its tail, on rows of padded features or on images with the channels
// last.
class BatchNormUnit final : public Unit {
 public:
  // shape: of a row of the input, [features] or [features, height, width]. parameters: weight,
  // bias, running mean and variance.
  BatchNormUnit(const BatchNorm& layer, const Shape& shape, const NormTail& tail,
                const blockwise::BlockContext& block, LaidOutParameter* parameters,
                SimdStore& store, const Kernels& kernels);

  void Forward(int rows, const ConstRows& input) override;
  void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) override;
  ConstRows LayerOutput(int rows, int layer) override;
  bool ends_with_relu() const override { return tail_.relu; }

 private:
  BatchNormShape ShapeOf(int rows) const { return {rows, positions_, width_, in_stride_}; }
  NormGradient Gradient() const {
    return {grad_.data(), tail_.pool ? argmax_.data() : nullptr, pool_};
  }
  void ComputeStatistics(int rows);

  const BatchNorm layer_;
  const Shape shape_;
  const int in_size_, positions_, width_;
  const long in_stride_;
  const NormTail tail_;
  const NormPool pool_;
  const bool evaluation_;
  LaidOutParameter &weight_, &bias_, &running_mean_, &running_var_;
  SimdStore& store_;
  const Kernels& kernels_;
  const float* input_ = nullptr;                     // of the last Forward, in rows of in_stride_
  AlignedVector<float> padded_input_;                // of rows without room for whole vectors
  AlignedVector<float> mean_, inv_, scale_, shift_;  // of the last Forward
  AlignedVector<float> sums_, product_sums_;
  std::vector<unsigned char> argmax_;           // laid out as the output; empty without a pool
  AlignedVector<float> before_output_, plain_;  // made only when they are asked for
};

}  // namespace tenfold::simd
