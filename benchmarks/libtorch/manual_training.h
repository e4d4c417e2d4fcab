// LibTorch as one who wants speed would use it: no modules and no autograd, but a backward pass by
// hand into buffers that are made once; and for a sweep the seeds stacked, weights [S, in, out],
// one baddbmm a layer.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/workloads/timed_work.h"
#include "experiments/training/training_task.h"

namespace tenfold::benchmarks {

// One task per seed, alike but for their data. Unimplemented: more than one seed of a network with
// convolutions or batch norm or of augmented inputs; layers and losses that ManualPass does not
// have (dropout, the loss of all pairs, ...), blocks that begin with an activation.
absl::StatusOr<std::unique_ptr<TimedWork>> MakeManualTraining(std::vector<TrainingTask> tasks,
                                                              std::vector<uint64_t> seeds);

}  // namespace tenfold::benchmarks
