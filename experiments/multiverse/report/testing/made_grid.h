// Grids of the declared size with made outcomes.
#pragma once

#include <functional>
#include <vector>

#include "experiments/measurements/multiverse.h"

namespace tenfold::reports {

// The levels of a setting's choices, from -1 (first) to 1 (last).
using Coded = std::vector<double>;

// Test accuracies: of a cell (claims.h) in a setting the mean, to which each run adds normal noise
// of the standard deviation `std`, and each seed, in all settings and cells alike, one of .005.
measurements::Grid MadePairsGrid(const std::function<double(const Coded&, int)>& mean,
                                 double std = 0.01);

// .80 and what each choice of the report adds, in every setting.
std::function<double(const Coded&, int)> AddingEverywhere(double auxiliary, double sharing,
                                                          double cnn);

// Runs that succeed with this probability, and do all that the claims say if so.
measurements::Grid MadeDiscGrid(const std::function<double(const Coded&)>& probability);

measurements::Multiverse MadeMultiverse(std::vector<measurements::Grid> grids);

}  // namespace tenfold::reports
