#pragma once

#include <memory>
#include <string>

#include "experiments/sweeps/experiment.h"

namespace tenfold::study {

// Data and networks are what Configure is told; until then there are no variants.
// `default_data_dir` is not looked at.
std::unique_ptr<Experiment> MakeExperiment(const std::string& default_data_dir = "");

}  // namespace tenfold::study
