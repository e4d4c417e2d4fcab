// LibTorch as a backend: what the engines are compared with.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/network/backend.h"

namespace tenfold::libtorch {

// "libtorch": modules of torch::nn, autograd and torch::optim, one thread a run; the same bits on
// one machine, kernel of the BLAS and version, whatever runs beside. TrainStep is what one would
// write with LibTorch: it uses the caller's input in place and keeps the outputs of blocks alone,
// so the input and single layers' outputs can be copied after Forward only.
const Backend& GetBackend();

// Threads that LibTorch and its BLAS may use inside one training from now on: 1 unless this is
// called. Only timings ask for more.
void SetThreads(int threads);

// Holds what LibTorch and its BLAS do for the calling thread to as many. The backend does so
// itself.
void HoldThreads();

// What results depend on: name and version of LibTorch, the BLAS with the kernel that it chose for
// this CPU, and the oneDNN that LibTorch calls for convolutions.
std::vector<std::pair<std::string, std::string>> Versions();

}  // namespace tenfold::libtorch
