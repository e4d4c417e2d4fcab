#include "experiments/multiverse/declaration.h"

namespace tenfold::multiverse {

const std::vector<Grid>& Grids() {
  static const std::vector<Grid> grids = {
      {"pairs",
       "paper",
       {
           {"auxiliary weight",
            {{"0.1", "auxiliary_loss_weight=0.1"},
             {"0.2", ""},
             {"0.5", "auxiliary_loss_weight=0.5"},
             {"1", "auxiliary_loss_weight=1.0"}}},
           // Of Adam.
           {"learning rate",
            {{"0.0003", "learning_rate=0.0003"},
             {"0.0006", "learning_rate=0.0006"},
             {"0.001", "learning_rate=0.001"},
             {"0.003", "learning_rate=0.003"}}},
           {"epochs", {{"12", "epochs=12"}, {"25", ""}, {"50", "epochs=50"}}},
           {"batch size", {{"25", "batch_size=25"}, {"50", "batch_size=50"}, {"100", ""}}},
           // Of `paper`, of `course`, and between.
           {"network size",
            {{"8-16 and 64-32", ""},
             {"16-32 and 100-50", "cnn_channels=16-32,cnn_hidden=100,mlp_hidden=100-50"},
             {"32-64 and 200-100", "cnn_channels=32-64,cnn_hidden=200,mlp_hidden=200-100"}}},
           {"head", {{"linear", ""}, {"hidden layer of 32", "head_hidden=32"}}},
           {"optimizer", {{"Adam", ""}, {"SGD with momentum", "optimizer=sgd,momentum=0.9"}}},
       },
       156,
       1},
      {"disc",
       "paper",
       {
           {"labels", {{"0 and 1", ""}, {"-1 and 1", "labels=plus-minus-one"}}},
           {"learning rate",
            {{"0.01", "learning_rate=0.01"},
             {"0.03", ""},
             {"0.06", "learning_rate=0.06"},
             {"0.1", "learning_rate=0.1"}}},
           {"batch size",
            {{"10", "batch_size=10"},
             {"25", "batch_size=25"},
             {"50", ""},
             {"100", "batch_size=100"}}},
           {"momentum", {{"none", ""}, {"0.9", "momentum=0.9"}}},
           {"initial weights", {{"by fan-in", ""}, {"He", "initialization=he"}}},
       },
       128,
       2},
  };
  return grids;
}

double EverywherePart() { return 0.95; }

double SimultaneousConfidence() { return 0.95; }

double RateOfSgd() { return 30.0; }

}  // namespace tenfold::multiverse
