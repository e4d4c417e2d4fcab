// The hyperparameters that every experiment has: how long, in which batches, and with which
// optimizer.
#pragma once

#include "experiments/training/hyperparameters.h"
#include "experiments/training/training_task.h"

namespace tenfold {

// The list for a preset: epochs, batch_size, optimizer ("sgd", "adam" or "adamw"), learning_rate,
// and at their defaults the optimizers' own options (weight_decay is AdamW's), the initialization
// ("fan-in", "he" or "xavier") and the schedule: a constant rate.
Hyperparameters TrainingHyperparameters(int epochs, int batch_size, const char* optimizer,
                                        double learning_rate);

// Reads them into the task; the reader keeps what is wrong.
void ReadTrainingHyperparameters(HyperparameterReader& reader, TrainingTask& task);

// `more` behind `first`.
Hyperparameters Join(Hyperparameters first, const Hyperparameters& more);

}  // namespace tenfold
