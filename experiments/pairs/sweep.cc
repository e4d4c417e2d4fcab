#include "experiments/pairs/sweep.h"

#include "experiments/training_hyperparameters.h"

namespace tenfold::pairs {

std::vector<Preset> Presets() {
  return {
      // Nearest to the tables of the report, which gives no hyperparameters.
      {"paper", Join(
                    {
                        {"pairs", 1000},
                        {"auxiliary_loss_weight", 0.2},
                        {"cnn_channels", "8-16"},
                        {"cnn_relu_before_pool", false},
                        {"cnn_hidden", "32"},
                        {"mlp_hidden", "64-32"},
                        {"head_hidden", "none"},
                    },
                    TrainingHyperparameters(/*epochs=*/25, /*batch_size=*/100, "adam",
                                            /*learning_rate=*/6e-4))},
      // The size that the course names: about 70,000 parameters.
      {"course", Join(
                     {
                         {"pairs", 1000},
                         {"auxiliary_loss_weight", 1.0},
                         {"cnn_channels", "32-64"},
                         {"cnn_relu_before_pool", true},
                         {"cnn_hidden", "200"},
                         {"mlp_hidden", "200-100"},
                         {"head_hidden", "32"},
                     },
                     TrainingHyperparameters(/*epochs=*/25, /*batch_size=*/100, "adam",
                                             /*learning_rate=*/1e-3))},
  };
}

}  // namespace tenfold::pairs
