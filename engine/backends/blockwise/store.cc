#include "engine/backends/blockwise/store.h"

#include <algorithm>

#include "engine/optimizers/gradient_norm.h"

namespace tenfold::blockwise {

template <typename T>
CanonicalStore<T>::CanonicalStore(const NetworkInfo& info, const OptimizerOptions& optimizer)
    : TrainableStore(optimizer) {
  for (const ParameterInfo& parameter : info.parameters) {
    const AlignedVector<T> zeros(NumElements(parameter.shape), T{0});
    parameters_.push_back({parameter, zeros, zeros,
                           std::vector<AlignedVector<T>>(StatesPerParameter(optimizer), zeros)});
  }
}

template <typename T>
void CanonicalStore<T>::SetValue(int parameter, const float* values) {
  AlignedVector<T>& value = parameters_[parameter].value;
  std::copy_n(values, value.size(), value.begin());
}

template <typename T>
void CanonicalStore<T>::CopyValue(int parameter, float* values) const {
  std::copy(parameters_[parameter].value.begin(), parameters_[parameter].value.end(), values);
}

template <typename T>
void CanonicalStore<T>::CopyGradient(int parameter, float* values) const {
  std::copy(parameters_[parameter].grad.begin(), parameters_[parameter].grad.end(), values);
}

template <typename T>
void CanonicalStore<T>::ZeroGrad() {
  for (Parameter<T>& parameter : parameters_) {
    std::fill(parameter.grad.begin(), parameter.grad.end(), T{0});
  }
}

template <typename T>
void CanonicalStore<T>::ClipGradients(double max_norm) {
  double sum = 0.0;
  for (const Parameter<T>& parameter : parameters_) {
    if (!parameter.info.is_trained) continue;
    sum += SumOfSquares(static_cast<int64_t>(parameter.grad.size()),
                        [&](int64_t i) { return parameter.grad[i]; });
  }
  const T factor = ClippingFactor<T>(sum, max_norm);
  if (factor == T{1}) return;
  for (Parameter<T>& parameter : parameters_) {
    for (T& gradient : parameter.grad) gradient *= factor;
  }
}

template <typename T>
void CanonicalStore<T>::SetState(int parameter, int state, const float* values) {
  AlignedVector<T>& running = parameters_[parameter].states[state];
  std::copy_n(values, running.size(), running.begin());
}

template <typename T>
void CanonicalStore<T>::CopyState(int parameter, int state, float* values) const {
  const AlignedVector<T>& running = parameters_[parameter].states[state];
  std::copy(running.begin(), running.end(), values);
}

template <typename T>
void CanonicalStore<T>::Step(double learning_rate) {
  if (MaxGradNorm(optimizer_) > 0.0) ClipGradients(MaxGradNorm(optimizer_));
  clock_.Advance(optimizer_);
  for (Parameter<T>& parameter : parameters_) {
    if (!parameter.info.is_trained) continue;
    Update(optimizer_, clock_, learning_rate, parameter.grad, parameter.value, parameter.states);
  }
}

template class CanonicalStore<float>;
template class CanonicalStore<double>;

}  // namespace tenfold::blockwise
