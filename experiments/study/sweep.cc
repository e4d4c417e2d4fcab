#include "experiments/study/sweep.h"

#include "experiments/sweeps/training_hyperparameters.h"

namespace tenfold::study {
namespace {

// What a preset does not say: the neutral values.
Hyperparameters Defaults() {
  return {
      {"task", "auto"},       {"standardised", true},
      {"test_fraction", 0.2}, {"test_rows", "drawn"},
      {"folds", 0},           {"split_seed", kSeedOfRun},
      {"train_mask", "none"}, {"class_weights", "none"},
  };
}

}  // namespace

Hyperparameters Neutral() { return Join(Defaults(), NeutralTrainingHyperparameters()); }

std::vector<Preset> Presets() {
  return {{"default", Join(Defaults(), TrainingHyperparameters(/*epochs=*/50, /*batch_size=*/16,
                                                               "adam", /*learning_rate=*/5e-3))}};
}

}  // namespace tenfold::study
