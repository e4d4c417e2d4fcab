#pragma once

#include <memory>

#include "experiments/sweeps/experiment.h"

namespace tenfold::disc {

std::unique_ptr<Experiment> MakeExperiment();

}  // namespace tenfold::disc
