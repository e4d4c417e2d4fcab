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

// Which of a batch's rows, if they do not come at once.
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
  void Step(double learning_rate) override;

  // Within a training step gradients need not be added to what is there, and each parameter is
  // updated by Update, called by whoever has computed its gradient.
  void BeginTrainStep(double learning_rate) override;
  void EndTrainStep(double learning_rate) override;
  bool in_train_step() const { return in_train_step_; }

  void Update(LaidOutParameter& parameter);

  // The gradient of a linear layer's weight is the product that `gradient` describes but for c and
  // epilogue, which are set here, the bias's the sum of its b. Within a training step updates both,
  // otherwise adds to their gradients. `bias` may be null. Of a batch in parts, the terms of one
  // part; they must come in order.
  void ApplyGradient(GemmArguments& gradient, LaidOutParameter& weight, LaidOutParameter* bias,
                     BatchPart part = {});

  // The same for a bias of one element, whose gradient is the sum of n values.
  void ApplySum(int n, const float* values, LaidOutParameter& bias, BatchPart part = {});

  LaidOutParameter& parameter(int i) { return parameters_[i]; }

  // The copy that the layout describes, made anew if the values have changed.
  const float* Transposed(LaidOutParameter& parameter);

 private:
  void PrepareUpdate(double learning_rate);

  const OptimizerOptions optimizer_;
  const Kernels& kernels_;
  const bool plain_sgd_;  // value -= rate_ * gradient is the whole update
  OptimizerClock clock_;
  float rate_ = 0.0f;
  AdamConstants<float> adam_ = {};
  bool in_train_step_ = false;
  std::vector<LaidOutParameter> parameters_;
};

}  // namespace tenfold::simd
