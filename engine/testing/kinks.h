// How far a random case stays away from where the gradient jumps.
#pragma once

#include "engine/testing/random_networks.h"
#include "engine/testing/training.h"

namespace tenfold {

// Two backends that round differently can disagree about the sign of a ReLU's input or the place of
// a maximum where the numbers are closer than their rounding, and then their gradients differ as a
// whole. This is the smallest |input| of a ReLU and the smallest lead of a maximum over the rest of
// its window in the training that TrainingSteps describes, by `reference`; infinity without such
// layers. An exact tie counts for nothing: it comes from zeros that a ReLU wrote, on which all
// backends agree. Batch norm divides by the deviation of a feature, which a sixtieth of the
// smallest stands for here: where it is small, rounding becomes large.
float DistanceToKinks(const RandomCase& c, const TrainingSetting& setting);

// The first of the cases (kind, seed, number + 1000 i), i = 0, 1, ..., that stays at least
// `distance` away from kinks in all TrainingSettings().
RandomCase DrawCaseAwayFromKinks(CaseKind kind, uint64_t seed, uint32_t number, CaseSize size,
                                 float distance);

}  // namespace tenfold
