// What is declared; what a run is made of is in pairs_task.h.
#pragma once

#include <vector>

#include "experiments/sweeps/experiment.h"

namespace tenfold::pairs {

std::vector<Preset> Presets();

// The neutral values, as WithoutNeutral (hyperparameters.h) takes them.
Hyperparameters Neutral();

}  // namespace tenfold::pairs
