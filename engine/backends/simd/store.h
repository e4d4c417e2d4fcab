#pragma once

#include <vector>

#include "engine/backends/layerwise/kernel.h"
#include "engine/backends/layerwise/store.h"
#include "engine/backends/simd/kernels.h"
#include "engine/network.h"

namespace tenfold::simd {

// A parameter with its gradient and the optimizer's running values, in the layout that the kernels
// want.
struct LaidOutParameter {
  // Values, gradient and states all in that layout: canonical, padded at the end to whole vectors;
  // or, for the weights of a linear layer, [in_features, padded out_features].
  Parameter<float> parameter;
  bool is_linear_weight = false;
  int in_features = 0, out_features = 0;  // of a linear weight
  AlignedVector<float> transposed;        // of a linear weight: [out_features, padded in_features]
  bool transposed_is_current = false;
};

class SimdStore final : public TrainableStore {
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

  // True if value -= rate() * gradient is the whole update, so that a kernel can do it without
  // storing the gradient.
  bool plain_sgd() const { return plain_sgd_; }
  float rate() const { return rate_; }
  void Update(LaidOutParameter& parameter);

  LaidOutParameter& parameter(int i) { return parameters_[i]; }

  // The weights of a linear layer as [out_features, padded in_features], made anew if they have
  // changed.
  const float* Transposed(LaidOutParameter& parameter);

 private:
  void PrepareUpdate(double learning_rate);

  const OptimizerOptions optimizer_;
  const Kernels& kernels_;
  const bool plain_sgd_;
  OptimizerClock clock_;
  float rate_ = 0.0f;
  AdamConstants adam_ = {};
  bool in_train_step_ = false;
  std::vector<LaidOutParameter> parameters_;
};

}  // namespace tenfold::simd
