#include "experiments/sweeps/training_hyperparameters.h"

#include "experiments/training/training_task.h"

namespace tenfold {

Hyperparameters NeutralTrainingHyperparameters() {
  const SgdOptions sgd;
  const AdamOptions adam;
  const LearningRateSchedule schedule;
  const EarlyStopping early_stopping;
  return {
      {"momentum", sgd.momentum},
      {"nesterov", sgd.nesterov},
      {"beta1", adam.beta1},
      {"beta2", adam.beta2},
      {"epsilon", adam.epsilon},
      {"weight_decay", adam.weight_decay},
      {"initialization", "fan-in"},
      {"schedule", "constant"},
      {"warmup", schedule.warmup},
      {"stages", schedule.stages},
      {"stage_factor", schedule.stage_factor},
      {"weights_seed", kSeedOfRun},
      {"order_seed", kSeedOfRun},
      {"max_grad_norm", sgd.max_grad_norm},
      {"early_stopping_patience", early_stopping.patience},
      {"early_stopping_fraction", early_stopping.fraction},
  };
}

Hyperparameters TrainingHyperparameters(int epochs, int batch_size, const char* optimizer,
                                        double learning_rate) {
  return Join({{"epochs", epochs},
               {"batch_size", batch_size},
               {"optimizer", optimizer},
               {"learning_rate", learning_rate}},
              NeutralTrainingHyperparameters());
}

Hyperparameters Join(Hyperparameters first, const Hyperparameters& more) {
  for (const auto& item : more.items()) first[item.key()] = item.value();
  return first;
}

}  // namespace tenfold
