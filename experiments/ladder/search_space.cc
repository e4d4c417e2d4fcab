#include "experiments/ladder/search_space.h"

namespace tenfold::ladder {
namespace {

const Dimension kRate = {"learning rate", {"", "learning_rate=0.005", "learning_rate=0.01"}};
const Dimension kDecay = {"weight decay", {"", "weight_decay=0.05"}};
const Dimension kSmoothing = {"label smoothing",
                              {"", "label_smoothing=0.0", "label_smoothing=0.1"}};
const Dimension kWarp = {"strength of the warp",
                         {"", "warp_strength=0.5", "warp_strength=0.75", "warp_strength=1.25"}};
const Dimension kBatch = {"pairs a batch", {"", "batch_size=50"}};
const Dimension kAllPairs = {"all pairs of a batch", {"", "all_pairs=true"}};

}  // namespace

const std::vector<SearchSpace>& SearchSpaces() {
  static const std::vector<SearchSpace> spaces = {
      {"sprint",
       {"pairs", "cnn-shared-aux", "start", "epochs=25"},
       {{"convolutions",
         {"cnn_channels=16-32-64,cnn_pool_after=1,cnn_padded=false",
          "cnn_channels=16-32-48,cnn_pool_after=1,cnn_padded=false",
          "cnn_channels=24-32-64,cnn_pool_after=1,cnn_padded=false",
          "cnn_channels=24-48,cnn_pool_after=all,cnn_padded=false",
          "cnn_channels=32-64,cnn_pool_after=all,cnn_padded=false",
          "cnn_channels=12-24-48,cnn_pool_after=1-2"}},
        kRate,
        kDecay,
        kSmoothing,
        kWarp,
        kBatch},
       /*candidates=*/32,
       {{2, 10}, {8, 4}, {20, 1}},
       "sprint",
       "cnn_channels=24-32-64,cnn_pool_after=1,cnn_padded=false,batch_size=50,"
       "learning_rate=0.01,weight_decay=0.05"},
      {"mlp",
       {"pairs", "mlp-shared-aux", "start", ""},
       {{"hidden layers",
         {"", "mlp_hidden=512-512", "mlp_hidden=512-256-128", "mlp_hidden=1024-256"}},
        kRate,
        kDecay,
        kSmoothing,
        kWarp,
        kBatch,
        kAllPairs},
       /*candidates=*/24,
       {{2, 8}, {6, 3}, {16, 1}},
       "best",
       "mlp_hidden=512-256-128,batch_size=50,learning_rate=0.01,weight_decay=0.05"},
      {"cnn",
       {"pairs", "cnn-shared-aux", "start", ""},
       {{"convolutions",
         {"", "cnn_channels=32-48-96,cnn_pool_after=1,cnn_padded=false",
          "cnn_channels=32-64-128,cnn_pool_after=1,cnn_padded=false",
          "cnn_channels=48-64-128,cnn_pool_after=1,cnn_padded=false",
          "cnn_channels=24-48-96,cnn_pool_after=1-2"}},
        kRate,
        kDecay,
        kSmoothing,
        kWarp,
        kBatch},
       /*candidates=*/16,
       {{2, 5}, {6, 2}, {16, 1}},
       "best",
       "cnn_channels=32-48-96,cnn_pool_after=1,cnn_padded=false,batch_size=50,"
       "learning_rate=0.01,weight_decay=0.05"},
      {"cnn-without-classes",
       {"pairs", "cnn-shared", "start", ""},
       {{"convolutions",
         {"cnn_channels=32-48-96,cnn_pool_after=1,cnn_padded=false",
          "cnn_channels=32-64-128,cnn_pool_after=1,cnn_padded=false"}},
        {"head", {"", "head=learnt,head_hidden=32"}},
        kRate,
        kDecay,
        kWarp,
        kBatch},
       /*candidates=*/12,
       {{2, 5}, {6, 2}, {12, 1}},
       "best",
       "cnn_channels=32-48-96,cnn_pool_after=1,cnn_padded=false,batch_size=50,"
       "learning_rate=0.01,weight_decay=0.05"},
  };
  return spaces;
}

}  // namespace tenfold::ladder
