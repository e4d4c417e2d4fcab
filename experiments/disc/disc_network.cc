#include "experiments/disc/disc_network.h"

namespace tenfold {

Network DiscNetwork(int depth, int width) {
  std::vector<Layer> layers;
  int features = 2;
  for (int i = 0; i < depth; ++i) {
    layers.push_back(Linear(features, width));
    layers.push_back(ReLU());
    features = width;
  }
  layers.push_back(Linear(features, 1));
  layers.push_back(Tanh());
  return {{2}, {{"net", kInputTensor, "output", Rows::kAll, std::move(layers)}}};
}

}  // namespace tenfold
