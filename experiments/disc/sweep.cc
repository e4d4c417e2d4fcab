#include "experiments/disc/sweep.h"

#include "experiments/training_hyperparameters.h"

namespace tenfold::disc {

std::vector<Preset> Presets() {
  return {
      {"paper", Join({{"points", 1000}, {"width", 25}},
                     TrainingHyperparameters(/*epochs=*/150, /*batch_size=*/50, "sgd",
                                             /*learning_rate=*/0.03))},
  };
}

}  // namespace tenfold::disc
