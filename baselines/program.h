// What the programs of the baseline share.
#pragma once

#include <memory>
#include <string>

#include "experiments/sweeps/experiment.h"
#include "experiments/sweeps/program/sweep_main.h"

namespace tenfold::libtorch {

// Sets the process up as somebody would who measures LibTorch; first thing in main. README.md says
// what and what it brings. Where the environment tells OpenBLAS, which reads it when it is loaded,
// to do otherwise than it would by itself, the program begins anew without these variables, once;
// TENFOLD_KEEP_OPENBLAS=1 leaves them.
void PrepareProcess(char** argv);

// The same command line and records as the experiment's own program, with LibTorch as the engine.
SweepProgram MakeProgram(std::unique_ptr<Experiment> experiment, EngineDigests digests);

}  // namespace tenfold::libtorch
