// What //experiments:accuracy --output and //baselines:accuracy --output write.
#pragma once

#include <string>
#include <vector>

#include "experiments/measurements/session.h"

namespace tenfold::measurements {

// How far one training is from the same steps in double.
struct Deviation {
  std::vector<double> first_losses;  // |loss - exact| / |exact| for each of the first steps
  std::vector<double> epoch_losses;  // the same for the mean losses of the epochs
  double weights = 0.0;  // |w - exact| / |exact| of all final weights as one vector, Euclidean
  double test_accuracy = 0.0;  // accuracy - exact
};

struct RunDeviations {
  std::string run;           // "disc/paper/depth-4/seed-00"
  Named<Deviation> engines;  // at least one
};

struct Accuracy {
  Provenance provenance;
  std::vector<RunDeviations> runs;  // at least one
};

void Describe(JsonMembers& members, Accuracy& accuracy);

}  // namespace tenfold::measurements
