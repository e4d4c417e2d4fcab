// What LibTorch's optimizers remember of a parameter, whichever optimizer it is.
#pragma once

#include <memory>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

#include "baselines/libtorch/store.h"

namespace tenfold::libtorch {

using States = std::decay_t<decltype(std::declval<torch::optim::Optimizer&>().state())>;

// What an optimizer finds a parameter's state by: its address, in LibTorch 1 as text.
template <typename Key = States::key_type>
Key StateKey(const torch::Tensor& parameter) {
  if constexpr (std::is_same_v<Key, std::string>) {
    std::ostringstream text;
    text << parameter.unsafeGetTensorImpl();
    return text.str();
  } else {
    return parameter.unsafeGetTensorImpl();
  }
}

template <typename State>
State& StateOf(torch::optim::Optimizer& optimizer, const torch::Tensor& parameter) {
  auto& state = optimizer.state()[StateKey(parameter)];
  if (state == nullptr) state = std::make_unique<State>();
  return static_cast<State&>(*state);
}

// Of SGD; or of Adam or AdamW, whose states have the same members.
inline void SetRunningValue(torch::optim::SGDParamState& state, int, torch::Tensor values) {
  state.momentum_buffer(std::move(values));
}
template <typename AdamState>
void SetRunningValue(AdamState& state, int i, torch::Tensor values) {
  i == 0 ? state.exp_avg(std::move(values)) : state.exp_avg_sq(std::move(values));
}
inline const torch::Tensor& RunningValue(const torch::optim::SGDParamState& state, int) {
  return state.momentum_buffer();
}
template <typename AdamState>
const torch::Tensor& RunningValue(const AdamState& state, int i) {
  return i == 0 ? state.exp_avg() : state.exp_avg_sq();
}

inline void SetSteps(torch::optim::SGDParamState&, int64_t) {}
template <typename AdamState>
void SetSteps(AdamState& state, int64_t steps) {
  state.step(steps);
}

// Calls `visit` with a null pointer of the type of the optimizer's states.
template <typename Visitor>
void VisitStateType(const torch::optim::Optimizer& optimizer, Visitor visit) {
  if (dynamic_cast<const torch::optim::SGD*>(&optimizer) != nullptr) {
    visit(static_cast<torch::optim::SGDParamState*>(nullptr));
  } else if (dynamic_cast<const torch::optim::AdamW*>(&optimizer) != nullptr) {
    visit(static_cast<torch::optim::AdamWParamState*>(nullptr));
  } else {
    visit(static_cast<torch::optim::AdamParamState*>(nullptr));
  }
}

}  // namespace tenfold::libtorch
