// LibTorch behind the engine's wall: the same networks from the same descriptions, as torch::nn
// modules trained by torch::optim.
#pragma once

#include "engine/backends/backend.h"

namespace tenfold::libtorch {

// "libtorch": one thread a run. Two executors of different stores may run on two threads. TrainStep
// reads its input in place and does not keep the layers' outputs: CopyActivation is for Forward.
const Backend& GetBackend();

}  // namespace tenfold::libtorch
