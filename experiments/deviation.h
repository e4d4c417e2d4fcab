#pragma once

#include "experiments/measurements/accuracy.h"
#include "experiments/training/trainer.h"

namespace tenfold {

// Both have the same number of steps; neither diverged.
measurements::Deviation DeviationFrom(const TrainingResult& exact, const TrainingResult& result);

}  // namespace tenfold
