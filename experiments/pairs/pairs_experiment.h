#pragma once

#include <memory>
#include <string>

#include "experiments/sweeps/experiment.h"

namespace tenfold::pairs {

// `default_data_dir`: where MNIST's four files are.
std::unique_ptr<Experiment> MakeExperiment(const std::string& default_data_dir);

}  // namespace tenfold::pairs
