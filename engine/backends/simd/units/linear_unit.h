// Linear with the activation behind it: for any number of outputs, and for one.
#pragma once

#include "engine/backends/simd/units/store.h"
#include "engine/backends/simd/units/unit.h"

namespace tenfold::simd {

// A row of the output lies in the lanes.
class LinearUnit final : public Unit {
 public:
  // `bias` may be null. input_stride: of the rows of the input and of its gradient.
  LinearUnit(const Linear& layer, const PlannedActivation& activation, int max_rows,
             long input_stride, bool needs_grad_input, LaidOutParameter& weight,
             LaidOutParameter* bias, SimdStore& store, const Kernels& kernels);

  void Forward(int rows, const ConstRows& input) override;
  void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) override;
  ConstRows LayerOutput(int rows, int layer) override;
  bool ends_with_relu() const override { return activation_.kind == Activation::kReLU; }

 private:
  void Multiply(int rows, const PlannedActivation& activation, float* output);
  void Activate(int rows);

  const int in_;
  const PlannedActivation activation_;
  ActivationPass pass_;
  LaidOutParameter& weight_;
  LaidOutParameter* bias_;
  SimdStore& store_;
  const Kernels& kernels_;
  ConstRows input_ = {};
  GemmArguments forward_, grad_input_, grad_weight_;  // all but what changes with a batch
  AlignedVector<float> narrow_;                       // narrow rows, one after the other
  AlignedVector<float> before_activation_;            // made only when it is asked for
  AlignedVector<float> spread_input_;                 // a copy, if rows share sets of the caches
  AlignedVector<float> padded_grad_input_;            // if the rows that are wanted are others
};

// With one output the rows of the batch lie in the lanes: the output is dense, the weight a row of
// inputs.
class SingleOutputUnit final : public Unit {
 public:
  // `bias` may be null.
  SingleOutputUnit(const Linear& layer, const PlannedActivation& activation, int max_rows,
                   LaidOutParameter& weight, LaidOutParameter* bias, SimdStore& store,
                   const Kernels& kernels);

  void Forward(int rows, const ConstRows& input) override;
  void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) override;
  ConstRows LayerOutput(int rows, int layer) override;

 private:
  void Multiply(int rows, float* output);

  const int in_;
  const PlannedActivation activation_;
  ActivationPass pass_;
  LaidOutParameter& weight_;
  LaidOutParameter* bias_;
  SimdStore& store_;
  const Kernels& kernels_;
  ConstRows input_ = {};
  AlignedVector<float> padded_input_, padded_grad_input_;
  AlignedVector<float> before_activation_;  // made only when it is asked for
};

}  // namespace tenfold::simd
