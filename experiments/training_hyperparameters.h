// The hyperparameters that every experiment has: how long, in which batches, and with which
// optimizer.
#pragma once

#include "experiments/hyperparameters.h"
#include "experiments/training_task.h"

namespace tenfold {

// The list for a preset: epochs, batch_size, optimizer ("sgd" or "adam"), learning_rate, and the
// optimizers' and the schedule's own options at their defaults: a constant rate.
Hyperparameters TrainingHyperparameters(int epochs, int batch_size, const char* optimizer,
                                        double learning_rate);

// Reads them into the task; the reader keeps what is wrong.
void ReadTrainingHyperparameters(HyperparameterReader& reader, TrainingTask& task);

// `more` behind `first`.
Hyperparameters Join(Hyperparameters first, const Hyperparameters& more);

}  // namespace tenfold
