#pragma once

#include <memory>

#include "experiments/sweeps/experiment.h"

namespace tenfold::disc {

// `default_data_dir` is not looked at: the data are drawn.
std::unique_ptr<Experiment> MakeExperiment(const std::string& default_data_dir = "");

}  // namespace tenfold::disc
