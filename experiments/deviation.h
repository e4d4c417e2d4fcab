#pragma once

#include <vector>

#include "experiments/training/trainer.h"

namespace tenfold {

// How far one training is from the same steps in double.
struct Deviation {
  std::vector<double> first_losses;  // |loss - exact| / |exact| for each of the first steps
  std::vector<double> epoch_losses;  // the same for the mean losses of the epochs
  double weights = 0.0;  // |w - exact| / |exact| of all final weights as one vector, Euclidean
  double test_accuracy = 0.0;  // accuracy - exact
};

// Both have the same number of steps; neither diverged.
Deviation DeviationFrom(const TrainingResult& exact, const TrainingResult& result);

}  // namespace tenfold
