#pragma once

#include "experiments/hyperparameters/hyperparameter_reader.h"
#include "experiments/training/training_task.h"

namespace tenfold {

// Reads what training_hyperparameters.h declares into the task; the reader keeps what is wrong.
void ReadTrainingHyperparameters(HyperparameterReader& reader, TrainingTask& task);

}  // namespace tenfold
