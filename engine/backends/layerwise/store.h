#pragma once

#include <vector>

#include "engine/backends/backend.h"
#include "engine/backends/layerwise/kernel.h"

namespace tenfold {

// Parameters in canonical layout, in the executor's own precision.
template <typename T>
class LayerwiseStore final : public ParameterStore {
 public:
  LayerwiseStore(const NetworkInfo& info, const OptimizerOptions& optimizer);

  void SetValue(int parameter, const float* values) override;
  void CopyValue(int parameter, float* values) const override;
  void CopyGradient(int parameter, float* values) const override;
  void ZeroGrad() override;
  void Step(double learning_rate);

  std::vector<Parameter<T>>& parameters() { return parameters_; }

 private:
  OptimizerOptions optimizer_;
  OptimizerClock clock_;
  std::vector<Parameter<T>> parameters_;
};

extern template class LayerwiseStore<float>;
extern template class LayerwiseStore<double>;

}  // namespace tenfold
