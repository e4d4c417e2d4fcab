#include "experiments/models/pair_network.h"

namespace tenfold {
namespace {

constexpr int kImageSize = 14;
constexpr int kClasses = 10;

// Linear layers with ReLU between them; returns the number of features of the last one.
int AppendHidden(int features, const std::vector<int>& hidden_features,
                 std::vector<Layer>& layers) {
  for (int hidden : hidden_features) {
    layers.push_back(Linear(features, hidden));
    layers.push_back(ReLU());
    features = hidden;
  }
  return features;
}

std::vector<Layer> Trunk(const PairModel& model) {
  std::vector<Layer> layers;
  int features = kImageSize * kImageSize;
  if (model.cnn) {
    int channels = 1, size = kImageSize;
    for (int out_channels : model.cnn_trunk.channels) {
      layers.push_back(Conv2d(channels, out_channels, /*kernel_size=*/3));
      if (model.cnn_trunk.relu_before_pool) layers.push_back(ReLU());
      layers.push_back(MaxPool2d(2));
      if (!model.cnn_trunk.relu_before_pool) layers.push_back(ReLU());
      channels = out_channels;
      size = (size - 2) / 2;
    }
    features = channels * size * size;
  }
  layers.push_back(Flatten());
  features = AppendHidden(
      features, model.cnn ? model.cnn_trunk.hidden_features : model.mlp_trunk.hidden_features,
      layers);
  layers.push_back(Linear(features, kClasses));
  return layers;
}

std::vector<Layer> Head(const PairModel& model) {
  std::vector<Layer> layers;
  const int features = AppendHidden(2 * kClasses, model.head_hidden_features, layers);
  layers.push_back(Linear(features, 2));
  return layers;
}

}  // namespace

Network PairNetwork(const PairModel& model) {
  Network network;
  network.input_shape = {1, kImageSize, kImageSize};
  if (model.weight_sharing) {
    network.blocks.push_back({"trunk", kInputTensor, kClassLogits, Rows::kAll, Trunk(model)});
  } else {
    network.blocks.push_back(
        {"first_trunk", kInputTensor, kClassLogits, Rows::kEven, Trunk(model)});
    network.blocks.push_back(
        {"second_trunk", kInputTensor, kClassLogits, Rows::kOdd, Trunk(model)});
  }
  network.blocks.push_back({"head", kClassLogits, kComparison, Rows::kAdjacentPairs, Head(model)});
  return network;
}

std::vector<LossTerm> PairLosses(const PairModel& model) {
  std::vector<LossTerm> losses = {{"comparison", LossKind::kCrossEntropy, kComparison, 1.0}};
  if (model.auxiliary_loss) {
    // The sum of two means over N images each is twice the mean over all 2N.
    losses.push_back(
        {"classes", LossKind::kCrossEntropy, kClassLogits, 2.0 * model.auxiliary_loss_weight});
  }
  return losses;
}

}  // namespace tenfold
