#include "experiments/pairs/sweep.h"

#include "experiments/training_hyperparameters.h"

namespace tenfold::pairs {

namespace {

// What a preset does not say.
Hyperparameters Defaults() {
  return {
      {"pairs", 1000},
      {"auxiliary_loss_weight", 1.0},
      {"label_smoothing", 0.0},
      {"cnn_channels", "none"},
      {"cnn_pool_after", "all"},
      {"cnn_padded", false},
      {"cnn_relu_before_pool", true},
      {"cnn_hidden", "none"},
      {"mlp_hidden", "none"},
      {"batch_norm", false},
      {"head", "learnt"},
      {"head_hidden", "none"},
      {"all_pairs", false},
      {"warp_rotation", 0.0},
      {"warp_scale", 0.0},
      {"warp_shear", 0.0},
      {"warp_shift", 0.0},
      {"warp_elastic", 0.0},
  };
}

Hyperparameters With(const Hyperparameters& changes, const Hyperparameters& training) {
  return Join(Join(Defaults(), changes), training);
}

}  // namespace

std::vector<Preset> Presets() {
  return {
      // Nearest to the tables of the report, which gives no hyperparameters.
      {"paper", With(
                    {
                        {"auxiliary_loss_weight", 0.2},
                        {"cnn_channels", "8-16"},
                        {"cnn_relu_before_pool", false},
                        {"cnn_hidden", "32"},
                        {"mlp_hidden", "64-32"},
                    },
                    TrainingHyperparameters(/*epochs=*/25, /*batch_size=*/100, "adam",
                                            /*learning_rate=*/6e-4))},
      // The size that the course names: about 70,000 parameters.
      {"course", With(
                     {
                         {"cnn_channels", "32-64"},
                         {"cnn_hidden", "200"},
                         {"mlp_hidden", "200-100"},
                         {"head_hidden", "32"},
                     },
                     TrainingHyperparameters(/*epochs=*/25, /*batch_size=*/100, "adam",
                                             /*learning_rate=*/1e-3))},
  };
}

}  // namespace tenfold::pairs
