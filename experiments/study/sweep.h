// What is declared; what a run is made of is in study_task.h.
#pragma once

#include <vector>

#include "experiments/sweeps/experiment.h"

namespace tenfold::study {

std::vector<Preset> Presets();

// The neutral values, as WithoutNeutral (hyperparameters.h) takes them.
Hyperparameters Neutral();

}  // namespace tenfold::study
