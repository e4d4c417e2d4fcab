// No training of the module is broken off to go on later: there are no checkpoints.
#pragma once

#include "engine/network/backend.h"
#include "engine/network/network.h"

namespace tenfold {

struct TrainingState {};

inline TrainingState GetTrainingState(const NetworkInfo&, const OptimizerOptions&,
                                      const ParameterStore&) {
  return {};
}
inline void SetTrainingState(const NetworkInfo&, const TrainingState&, ParameterStore&) {}

}  // namespace tenfold
