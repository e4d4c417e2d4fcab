#include "engine/network/training_state.h"

#include "engine/network/initial_weights.h"

namespace tenfold {

bool TrainingState::operator==(const TrainingState& other) const {
  return clock.steps == other.clock.steps && clock.forward_passes == other.clock.forward_passes &&
         parameters == other.parameters && optimizer == other.optimizer;
}

TrainingState GetTrainingState(const NetworkInfo& info, const OptimizerOptions& optimizer,
                               const ParameterStore& store) {
  TrainingState state = {store.clock(), GetWeights(info, store), {}};
  for (int s = 0; s < StatesPerParameter(optimizer); ++s) {
    std::vector<std::vector<float>>& running = state.optimizer.emplace_back();
    for (size_t i = 0; i < info.parameters.size(); ++i) {
      std::vector<float>& values = running.emplace_back();
      if (!info.parameters[i].is_trained) continue;
      values.resize(NumElements(info.parameters[i].shape));
      store.CopyState(static_cast<int>(i), s, values.data());
    }
  }
  return state;
}

void SetTrainingState(const NetworkInfo& info, const TrainingState& state, ParameterStore& store) {
  SetWeights(state.parameters, store);
  for (size_t s = 0; s < state.optimizer.size(); ++s) {
    for (size_t i = 0; i < info.parameters.size(); ++i) {
      if (!info.parameters[i].is_trained) continue;
      store.SetState(static_cast<int>(i), static_cast<int>(s), state.optimizer[s][i].data());
    }
  }
  store.SetClock(state.clock);
}

}  // namespace tenfold
