#pragma once

#include "experiments/hyperparameter_reader.h"
#include "experiments/training_task.h"

namespace tenfold {

// Reads what training_hyperparameters.h declares into the task; the reader keeps what is wrong.
void ReadTrainingHyperparameters(HyperparameterReader& reader, TrainingTask& task);

}  // namespace tenfold
