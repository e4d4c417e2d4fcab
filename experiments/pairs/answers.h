// What a network answered on pairs of digits, as files for figures.
#pragma once

#include <string>

#include "experiments/training/trainer.h"
#include "experiments/training/training_task.h"

namespace tenfold::pairs {

// How many pairs were answered and how many of them wrongly, for each two digits that occur.
// Columns: first, second (digits), pairs, wrong. `answers.outputs` are the logits of "greater" and
// "at most", [pairs, 2], or the probabilities of "at most", [pairs, 1].
std::string ConfusionCsv(const Samples& pairs, const Evaluation& answers);

// The wrongly answered pairs of which the network was surest, at most twelve, surest first.
// Columns: first, second (digits), margin (the difference of the logits, or of the probabilities),
// first_image and second_image (two hexadecimal digits for each pixel in row-major order, from 00
// for the least value of all pairs to ff for the greatest). What is true follows from the digits;
// the network said the opposite.
std::string WrongPairsCsv(const Samples& pairs, const Evaluation& answers);

}  // namespace tenfold::pairs
