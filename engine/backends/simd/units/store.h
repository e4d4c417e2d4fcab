#pragma once

#include <vector>

#include "engine/backends/blockwise/kernel.h"
#include "engine/backends/blockwise/store.h"
#include "engine/backends/simd/kernels/kernels.h"
#include "engine/backends/simd/units/weight_layout.h"
#include "engine/network/network.h"

namespace tenfold::simd {

// A parameter with its gradient and the optimizer's running values, all in the layout that the
// kernels want.
struct LaidOutParameter {
  blockwise::Parameter<float> parameter;
  WeightLayout layout;
  AlignedVector<float> transposed;
  bool transposed_is_current = false;
};

// A batch may come in parts.
struct BatchPart {
  bool is_first = true, is_last = true;
};

class SimdStore final : public blockwise::TrainableStore {
 public:
  SimdStore(const Network& network, const NetworkInfo& info, const OptimizerOptions& optimizer,
            const Kernels& kernels);

  void SetValue(int parameter, const float* values) override;
  void CopyValue(int parameter, float* values) const override;
  void CopyGradient(int parameter, float* values) const override;
  void ZeroGrad() override;
  void SetState(int parameter, int state, const float* values) override;
  void CopyState(int parameter, int state, float* values) const override;
  void Step(double learning_rate) override;

  // Within a training step gradients start at 0, and whoever has computed a parameter's gradient
  // calls Update. With clipping, which needs the gradients of all, EndTrainStep updates.
  void BeginTrainStep(double learning_rate) override;
  void EndTrainStep(double learning_rate) override;
  bool in_train_step() const { return in_train_step_; }

  void Update(LaidOutParameter& parameter);

  // For a linear layer. The weight's gradient is the product that `gradient` describes except for c
  // and epilogue, which are set here; the bias's is the sum of the rows of b. Within a training
  // step this updates both parameters, otherwise it adds to their gradients. `bias` may be null.
  // The parts of a batch must come in order.
  void ApplyGradient(GemmArguments& gradient, LaidOutParameter& weight, LaidOutParameter* bias,
                     BatchPart part = {});

  // The same for a bias of one element, whose gradient is the sum of n values.
  void ApplySum(int n, const float* values, LaidOutParameter& bias, BatchPart part = {});

  LaidOutParameter& parameter(int i) { return parameters_[i]; }
  const OptimizerOptions& optimizer() const { return optimizer_; }

  // The transposed copy that the layout describes, refreshed if the values have changed.
  const float* Transposed(LaidOutParameter& parameter);

 private:
  void PrepareUpdate(double learning_rate);
  void ClipGradients();
  void UpdateAll();

  const Kernels& kernels_;
  const bool plain_sgd_;  // value -= rate_ * gradient is the whole update
  const double max_grad_norm_;
  float rate_ = 0.0f;
  AdamConstants<float> adam_ = {};
  bool in_train_step_ = false;
  std::vector<LaidOutParameter> parameters_;
};

}  // namespace tenfold::simd
