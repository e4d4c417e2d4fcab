// A training by JAX, PyTorch or NumPy: Python that runs inside of this process.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/workloads/timed_work.h"
#include "experiments/measurements/json_members.h"
#include "experiments/training/training_task.h"

namespace tenfold::benchmarks {

// `engine`: "jax/MODE", "pytorch/MODE" or "numpy/MODE", where the module of that name in python/
// says which modes there are. One task per seed, alike but for their data. What it trains in a call
// is an epoch, or several; compiling is done before it is returned. The first call starts Python,
// with what is installed in `environment`, the folder of a virtual environment. Unimplemented for
// what a peer does not have, NotFound for an unknown engine, Internal with Python's last line for
// what fails there. While it trains, what fails there is thrown as a std::runtime_error.
absl::StatusOr<std::unique_ptr<TimedWork>> MakePeerTraining(const std::string& environment,
                                                            const std::string& engine,
                                                            std::vector<TrainingTask> tasks,
                                                            std::vector<uint64_t> seeds);

// Of Python and of what has trained so far; nothing if nothing has.
measurements::Named<std::string> PeerVersions();

}  // namespace tenfold::benchmarks
