// What every backend is held to: that it computes what `reference` computes, and that its own calls
// agree with each other. Each function returns OK or what differs and where.
//
// A tolerance of 0 asks for the same bits. Otherwise an element may be off by the tolerance times
// the largest absolute value in all arrays that are compared with it (activations and loss of a
// forward pass, all gradients of a backward pass, all parameters and the loss after a training
// step): a sum that cancels is as wrong as its terms, so its own size is no measure.
#pragma once

#include "absl/status/status.h"
#include "engine/network/backend.h"
#include "engine/testing/named_arrays.h"
#include "engine/testing/random_networks.h"
#include "engine/testing/training.h"

namespace tenfold {

// Forward of a full and of a smaller batch: every tensor and activation, the loss; Backward: the
// gradient of the input and of every parameter, from the losses, from a gradient that is set, and
// added up over two batches.
absl::Status ComparePasses(const Backend& expected, const Backend& actual, const RandomCase& c,
                           double tolerance);

// The losses, the parameters and what the optimizer remembers after each of TrainingSteps(c,
// steps).
absl::Status CompareTraining(const Backend& expected, const Backend& actual, const RandomCase& c,
                             const TrainingSetting& setting, double tolerance,
                             int steps = kShortTraining);

// Bit for bit: TrainStep does what its parts do; the same calls give the same bits; the executors
// of a store train one network and see values that are set in it; a training goes on in another
// store that gets its state. Within the tolerance: a smaller
// batch, or a batch of another executor, gives the outputs that its rows have in a larger batch.
// Within the larger of the tolerance and 1e-5: gradients add up until ZeroGrad.
absl::Status CheckConsistency(const Backend& backend, const RandomCase& c,
                              const TrainingSetting& setting, double tolerance);

// What random networks do not reach (backend_edge_cases.cc): special values and errors.

// Ties of a maximum go to the first, and the derivative of ReLU at 0 is 0. With `exact` also what
// becomes of NaN, -0 and infinity: a backend of other people's kernels need not share that.
absl::Status CompareSpecialValues(const Backend& expected, const Backend& actual, bool exact);

// What cannot be planned is refused with a status that says why.
absl::Status CheckErrors(const Backend& backend);

}  // namespace tenfold
