// How far a random case stays away from where the gradient jumps.
#pragma once

#include "engine/testing/random_networks.h"
#include "engine/testing/training.h"

namespace tenfold {

// Two backends that round differently can disagree about the sign of a ReLU's input or the place of
// a maximum if the numbers are closer than the rounding; then whole elements of their gradients
// differ. This is the smallest |input| of a ReLU, a LeakyReLU or an ELU whose alpha is not 1, the
// smallest lead of a maximum over the rest of its window and the smallest difference that an
// absolute loss takes during the training that TrainingSteps describes, with `reference`; infinity
// without such layers. Exact ties do not count: they come from zeros that a ReLU wrote, on which
// all backends agree. Batch norm divides by the deviation of a feature, layer norm by that of a
// row, and magnifies rounding where that is small: a sixtieth of the smallest deviation counts as a
// distance.
float DistanceToKinks(const RandomCase& c, const TrainingSetting& setting);

// The first of the cases (kind, seed, number + 1000 i), i = 0, 1, ..., that stays at least
// `distance` away from kinks in all TrainingSettings().
RandomCase DrawCaseAwayFromKinks(CaseKind kind, uint64_t seed, uint32_t number, CaseSize size,
                                 float distance);

}  // namespace tenfold
