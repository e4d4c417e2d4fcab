// What the programs know of a question; experiments/questions.bzl lists all.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "experiments/sweeps/experiment.h"
#include "experiments/sweeps/full_sweep.h"
#include "experiments/sweeps/provenance.h"

namespace tenfold {

struct Question {
  std::string name;  // of its folder, its program and its experiment in records
  std::vector<FullSweep> full_sweeps;
  EngineDigests digests;  // LibTorch's only where it is
  // `default_data_dir`: MNIST's folder, for an experiment that reads it. Data are not loaded yet.
  std::unique_ptr<Experiment> (*make_experiment)(const std::string& default_data_dir);
};

}  // namespace tenfold
