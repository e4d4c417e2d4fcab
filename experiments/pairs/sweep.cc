#include "experiments/pairs/sweep.h"

#include "experiments/sweeps/training_hyperparameters.h"

namespace tenfold::pairs {

namespace {

// What a preset does not say: the neutral values.
Hyperparameters Defaults() {
  return {
      {"pairs", 1000},
      {"held_out_pairs", 0},
      {"data_seed", kSeedOfRun},
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
      {"members", 1},
      // The factor of all amounts: no warp.
      {"warp_strength", 0.0},
      {"warp_rotation", 12.0},
      {"warp_scale", 0.12},
      {"warp_shear", 0.12},
      {"warp_shift", 1.0},
      {"warp_elastic", 0.5},
  };
}

Hyperparameters With(const Hyperparameters& changes, const Hyperparameters& training) {
  return Join(Join(Defaults(), changes), training);
}

// What //experiments/ladder:search starts from, and `best` and `sprint` differ from by what it
// chose.
Hyperparameters Start() {
  Hyperparameters training =
      TrainingHyperparameters(/*epochs=*/100, /*batch_size=*/100, "adamw", /*learning_rate=*/3e-3);
  training = Join(training, {{"weight_decay", 0.01}, {"schedule", "cosine"}, {"warmup", 0.05}});
  return With(
      {
          {"label_smoothing", 0.05},
          {"cnn_channels", "24-48-48-96"},
          {"cnn_pool_after", "1-3"},
          {"cnn_padded", true},
          {"mlp_hidden", "512-256"},
          {"batch_norm", true},
          {"head", "structured"},
          {"warp_strength", 1.0},
      },
      training);
}

Hyperparameters Best() {
  return Join(Start(), {
                           {"cnn_channels", "32-48-96"},
                           {"cnn_pool_after", "1"},
                           {"cnn_padded", false},
                           {"mlp_hidden", "512-256-128"},
                           {"batch_size", 50},
                           {"learning_rate", 0.01},
                           {"weight_decay", 0.05},
                       });
}

}  // namespace

Hyperparameters Neutral() { return Join(Defaults(), NeutralTrainingHyperparameters()); }

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
      {"start", Start(), /*signed_seeds=*/0},
      // How far 1,000 pairs go.
      {"best", Best(), /*signed_seeds=*/2, {"cnn-shared-aux", "cnn-shared", "mlp-shared-aux"}},
      // As far as the course's budget goes: 25 epochs, 70,000 parameters, 2 s of one core.
      {"sprint",
       Join(Best(), {{"cnn_channels", "24-32-64"}, {"mlp_hidden", "256"}, {"epochs", 25}}),
       /*signed_seeds=*/4,
       {"cnn-shared-aux", "mlp-shared-aux"}},
  };
}

}  // namespace tenfold::pairs
