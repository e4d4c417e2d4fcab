// Fused runs of layers within a block.
#pragma once

#include <memory>

#include "engine/backends/blockwise/kernel.h"
#include "engine/backends/blockwise/layer_chain.h"
#include "engine/backends/simd/kernels/kernels.h"
#include "engine/backends/simd/units/activation.h"
#include "engine/backends/simd/units/store.h"
#include "engine/numerics/aligned_vector.h"

namespace tenfold::simd {

// Rows of `size` floats, `stride` apart.
struct ConstRows {
  const float* data;
  int size;
  long stride;
};

// Where a unit writes the gradient of its input. With a mask, laid out as the gradient, it writes 0
// where the mask is not positive: the ReLU of the unit before.
struct GradientTarget {
  float* data;  // null: nobody needs it
  long stride;
  const float* mask;
};

// One or more neighbouring layers, planned for at most max_rows rows. It owns its output and its
// output's gradient, with room for whole vectors at the end.
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

  // From grad(), which it may write over. `grad_is_masked`: the ReLU at the unit's end has been
  // gone through already.
  virtual void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) = 0;

  // The output of the unit's layer i.
  virtual ConstRows LayerOutput(int rows, int layer) = 0;

  // Whether the next unit may go back through this one's ReLU, with output() as its mask.
  virtual bool ends_with_relu() const { return false; }

  ConstRows output() const { return {output_.data(), size_, stride_}; }
  float* grad() { return grad_.data(); }
  long stride() const { return stride_; }

 protected:
  const int size_;
  const long stride_;
  AlignedVector<float> output_, grad_;
};

// Linear, with the activation behind it.
class LinearUnit final : public Unit {
 public:
  // `bias` may be null. dense_grad_input: the gradient of the input may be wanted in rows without
  // room for whole vectors.
  LinearUnit(const Linear& layer, Activation activation, int max_rows, bool dense_grad_input,
             LaidOutParameter& weight, LaidOutParameter* bias, SimdStore& store,
             const Kernels& kernels);

  void Forward(int rows, const ConstRows& input) override;
  void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) override;
  ConstRows LayerOutput(int rows, int layer) override;
  bool ends_with_relu() const override { return activation_ == Activation::kReLU; }

 private:
  void Multiply(int rows, Epilogue epilogue, float* output);
  void TanhForward(int rows);

  const int in_;
  const Activation activation_;
  LaidOutParameter& weight_;
  LaidOutParameter* bias_;
  SimdStore& store_;
  const Kernels& kernels_;
  ConstRows input_ = {};
  GemmArguments forward_, grad_input_, grad_weight_;  // all but what changes with a batch
  AlignedVector<float> tanh_;                         // of narrow rows, one behind the other
  AlignedVector<float> before_activation_;            // made only when it is asked for
  AlignedVector<float> padded_grad_input_;            // with room for whole vectors
};

// Linear with one output, with the activation behind it. Its output is dense, so that rows lie in
// the lanes; its weight is a row of inputs.
class SingleOutputUnit final : public Unit {
 public:
  // `bias` may be null.
  SingleOutputUnit(const Linear& layer, Activation activation, int max_rows,
                   LaidOutParameter& weight, LaidOutParameter* bias, SimdStore& store,
                   const Kernels& kernels);

  void Forward(int rows, const ConstRows& input) override;
  void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) override;
  ConstRows LayerOutput(int rows, int layer) override;

 private:
  void Multiply(int rows, float* output);

  const int in_;
  const Activation activation_;
  LaidOutParameter& weight_;
  LaidOutParameter* bias_;
  SimdStore& store_;
  const Kernels& kernels_;
  ConstRows input_ = {};
  AlignedVector<float> padded_input_, padded_grad_input_;
  AlignedVector<float> before_activation_;  // made only when it is asked for
};

// A layer without parameters by the kernel that defines its meaning.
class ReferenceUnit final : public Unit {
 public:
  ReferenceUnit(std::unique_ptr<LayerKernel<float>> kernel, const KernelContext<float>& context);

  void Forward(int rows, const ConstRows& input) override;
  void Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) override;
  ConstRows LayerOutput(int, int) override { return output(); }

 private:
  std::unique_ptr<LayerKernel<float>> kernel_;
  const long in_;                            // floats of a row of the input
  AlignedVector<float> input_, grad_input_;  // dense
  const float* forward_input_ = nullptr;
};

}  // namespace tenfold::simd
