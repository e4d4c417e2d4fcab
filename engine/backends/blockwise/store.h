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
  virtual void Step(double learning_rate) = 0;
  virtual void BeginTrainStep(double /*learning_rate*/) { ZeroGrad(); }
  virtual void EndTrainStep(double learning_rate) { Step(learning_rate); }

  // How often the parameters have been updated.
  const int64_t* steps() const { return &steps_; }

 protected:
  int64_t steps_ = 0;
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
  void Step(double learning_rate) override;

  std::vector<Parameter<T>>& parameters() { return parameters_; }

 private:
  OptimizerOptions optimizer_;
  OptimizerClock clock_;
  std::vector<Parameter<T>> parameters_;
};

extern template class CanonicalStore<float>;
extern template class CanonicalStore<double>;

}  // namespace tenfold::blockwise
