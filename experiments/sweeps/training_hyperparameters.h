// The hyperparameters that every experiment has: how long, in which batches, and with which
// optimizer. Their declaration: training_task_reader.h makes a task of them.
#pragma once

#include "experiments/hyperparameters/hyperparameter_reader.h"

namespace tenfold {

// Those with a neutral value, which they have here: the optimizers' own options (weight_decay is
// AdamW's), the initialization ("fan-in", "he" or "xavier"), the schedule, a constant rate, the
// seeds of initial weights and batch order, the run's, the norm to which gradients are clipped, and
// early stopping, which are both off at 0.
Hyperparameters NeutralTrainingHyperparameters();

// The list for a preset: epochs, batch_size, optimizer ("sgd", "adam" or "adamw"), learning_rate,
// and the neutral ones.
Hyperparameters TrainingHyperparameters(int epochs, int batch_size, const char* optimizer,
                                        double learning_rate);

// `more` behind `first`.
Hyperparameters Join(Hyperparameters first, const Hyperparameters& more);

}  // namespace tenfold
