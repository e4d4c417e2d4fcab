#include "experiments/pairs/pair_network.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace tenfold {
namespace {

constexpr int kImageSize = 14;
constexpr int kClasses = 10;

// Linear layers with ReLU behind each; returns the number of features of the last one.
int AppendHidden(int features, const std::vector<int>& hidden_features, bool batch_norm,
                 std::vector<Layer>& layers) {
  for (int hidden : hidden_features) {
    layers.push_back(Linear(features, hidden, /*bias=*/!batch_norm));
    if (batch_norm) layers.push_back(BatchNorm1d(hidden));
    layers.push_back(ReLU());
    features = hidden;
  }
  return features;
}

// Convolutions and what goes with them; returns the number of features.
int AppendConvolutions(const CnnTrunk& trunk, bool batch_norm, std::vector<Layer>& layers) {
  int channels = 1, size = kImageSize;
  for (size_t i = 0; i < trunk.channels.size(); ++i) {
    const int out_channels = trunk.channels[i];
    const auto& pools = trunk.pool_after;
    const bool pool =
        !pools.has_value() || std::count(pools->begin(), pools->end(), static_cast<int>(i) + 1) > 0;
    layers.push_back(Conv2d(channels, out_channels, /*kernel_size=*/3, /*bias=*/!batch_norm,
                            /*padding=*/trunk.padded ? 1 : 0));
    if (!trunk.padded) size -= 2;
    if (batch_norm) layers.push_back(BatchNorm2d(out_channels));
    if (trunk.relu_before_pool) layers.push_back(ReLU());
    if (pool) {
      layers.push_back(MaxPool2d(2, /*ceil_mode=*/trunk.padded));
      size = (trunk.padded ? size + 1 : size) / 2;
    }
    if (!trunk.relu_before_pool) layers.push_back(ReLU());
    channels = out_channels;
  }
  return channels * size * size;
}

std::vector<Layer> Trunk(const PairModel& model) {
  std::vector<Layer> layers;
  int features = kImageSize * kImageSize;
  if (model.cnn) features = AppendConvolutions(model.cnn_trunk, model.batch_norm, layers);
  layers.push_back(Flatten());
  features = AppendHidden(
      features, model.cnn ? model.cnn_trunk.hidden_features : model.mlp_trunk.hidden_features,
      model.batch_norm, layers);
  layers.push_back(Linear(features, kClasses));
  return layers;
}

std::vector<Layer> Head(const PairModel& model) {
  if (model.structured_head) return {Comparison(kClasses)};
  std::vector<Layer> layers;
  const int features =
      AppendHidden(2 * kClasses, model.head_hidden_features, /*batch_norm=*/false, layers);
  layers.push_back(Linear(features, 2));
  return layers;
}

// "" for the first member, then "_2".
std::string Suffix(int member) { return member == 0 ? "" : absl::StrCat("_", member + 1); }

}  // namespace

Network PairNetwork(const PairModel& model) {
  Network network;
  network.input_shape = {1, kImageSize, kImageSize};
  for (int member = 0; member < model.members; ++member) {
    const std::string suffix = Suffix(member);
    const std::string logits = kClassLogits + suffix;
    const auto add = [&](const char* name, const std::string& from, const std::string& to,
                         Rows rows, std::vector<Layer> layers) {
      network.blocks.push_back({name + suffix, from, to, rows, std::move(layers)});
    };
    if (model.weight_sharing) {
      add("trunk", kInputTensor, logits, Rows::kAll, Trunk(model));
    } else {
      add("first_trunk", kInputTensor, logits, Rows::kEven, Trunk(model));
      add("second_trunk", kInputTensor, logits, Rows::kOdd, Trunk(model));
    }
    add("head", logits, kComparison + suffix, Rows::kAdjacentPairs, Head(model));
  }
  return network;
}

std::vector<LossTerm> PairLosses(const PairModel& model) {
  const bool all_pairs = model.structured_head && model.auxiliary_loss && model.all_pairs;
  const LossKind kind =
      model.structured_head ? LossKind::kBinaryCrossEntropy : LossKind::kCrossEntropy;
  std::vector<LossTerm> losses;
  for (int member = 0; member < model.members; ++member) {
    const std::string suffix = Suffix(member);
    losses.push_back({"comparison" + suffix, kind, kComparison + suffix, all_pairs ? 0.0 : 1.0});
    if (all_pairs) {
      losses.push_back({"all_pairs" + suffix, LossKind::kAllPairs, kClassLogits + suffix, 1.0});
    }
    if (model.auxiliary_loss) {
      // The sum of two means over N images each is twice the mean over all 2N.
      losses.push_back({"classes" + suffix, LossKind::kCrossEntropy, kClassLogits + suffix,
                        2.0 * model.auxiliary_loss_weight, model.label_smoothing});
    }
  }
  return losses;
}

std::vector<std::string> Comparisons(const PairModel& model) {
  std::vector<std::string> answers;
  for (int member = 0; member < model.members; ++member) {
    answers.push_back(kComparison + Suffix(member));
  }
  return answers;
}

}  // namespace tenfold
