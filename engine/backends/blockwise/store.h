#pragma once

#include <vector>

#include "engine/backends/blockwise/kernel.h"
#include "engine/network/backend.h"

namespace tenfold::blockwise {

// The store that BlockwiseExecutor needs. Between BeginTrainStep and EndTrainStep each parameter is
// updated once, from the gradients of this step alone: at the end, or as soon as its gradient is
// known.
class TrainableStore : public ParameterStore {
 public:
  explicit TrainableStore(const OptimizerOptions& optimizer) : optimizer_(optimizer) {}

  void SetClock(const TrainingClock& clock) final {
    clock_ = OptimizerClock::After(optimizer_, clock.steps);
    forward_pass_ = clock.forward_passes - 1;
  }
  TrainingClock clock() const final { return {clock_.steps, forward_pass_ + 1}; }

  virtual void Step(double learning_rate) = 0;
  virtual void BeginTrainStep(double /*learning_rate*/) { ZeroGrad(); }
  virtual void EndTrainStep(double learning_rate) { Step(learning_rate); }

  // The latest forward pass in training mode, counted from 0 by the executors: each draws masks of
  // its own.
  const int64_t* forward_pass() const { return &forward_pass_; }
  void BeginForwardPass() { ++forward_pass_; }

 protected:
  const OptimizerOptions optimizer_;
  OptimizerClock clock_;

 private:
  int64_t forward_pass_ = -1;
};

// Parameters in canonical layout, in the executor's own precision.
template <typename T>
class CanonicalStore final : public TrainableStore {
 public:
  CanonicalStore(const NetworkInfo& info, const OptimizerOptions& optimizer);

  void SetValue(int parameter, const float* values) override;
  void CopyValue(int parameter, float* values) const override;
  void CopyGradient(int parameter, float* values) const override;
  void ZeroGrad() override;
  void SetState(int parameter, int state, const float* values) override;
  void CopyState(int parameter, int state, float* values) const override;
  void Step(double learning_rate) override;

  std::vector<Parameter<T>>& parameters() { return parameters_; }

 private:
  void ClipGradients(double max_norm);

  std::vector<Parameter<T>> parameters_;
};

extern template class CanonicalStore<float>;
extern template class CanonicalStore<double>;

}  // namespace tenfold::blockwise
