#pragma once

#include "engine/backends/simd/conv_unit.h"
#include "engine/layers/batch_norm.h"

namespace tenfold::simd {

// Batch normalisation with a ReLU behind it if there is one, on rows of padded features or on
// images with the channels last.
class BatchNormUnit final : public Unit {
 public:
  // shape: of a row, [features] or [features, height, width]. parameters: weight, bias, running
  // mean and variance.
  BatchNormUnit(const BatchNorm& layer, const Shape& shape, bool relu, const BlockContext& block,
                LaidOutParameter* parameters, SimdStore& store, const Kernels& kernels);

  void Forward(int rows, const ConstRows& input) override;
  void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) override;
  ConstRows LayerOutput(int rows, int layer) override;
  bool ends_with_relu() const override { return relu_; }

 private:
  BatchNormShape ShapeOf(int rows) const { return {rows, positions_, width_, stride_}; }
  void TakeStatistics(int rows);

  const BatchNorm layer_;
  const Shape shape_;
  const int positions_, width_;
  const bool relu_, evaluation_;
  LaidOutParameter &weight_, &bias_, &running_mean_, &running_var_;
  SimdStore& store_;
  const Kernels& kernels_;
  const float* input_ = nullptr;       // of the last Forward, in rows of stride_
  AlignedVector<float> padded_input_;  // made where rows come without room for whole vectors
  AlignedVector<float> mean_, inv_, scale_, shift_;  // of the last Forward
  AlignedVector<float> sums_, product_sums_;
  AlignedVector<float> before_relu_, plain_;  // made only when they are asked for
};

}  // namespace tenfold::simd
