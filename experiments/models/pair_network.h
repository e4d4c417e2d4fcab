// The networks that compare two digits: a trunk maps each image to ten class logits, a head takes
// both images' logits to two logits, "first <= second" being class 1.
#pragma once

#include <vector>

#include "engine/losses/loss.h"
#include "engine/network.h"

namespace tenfold {

struct CnnTrunk {
  std::vector<int> channels;      // of 3x3 convolutions, each followed by 2x2 max-pooling and ReLU
  bool relu_before_pool = false;  // the order of the two; the values are the same
  std::vector<int> hidden_features;  // of linear layers with ReLU after the convolutions
};

struct MlpTrunk {
  std::vector<int> hidden_features;  // of linear layers with ReLU
};

struct PairModel {
  bool cnn = false;
  bool weight_sharing = false;  // one trunk for both images, or one each
  bool auxiliary_loss = false;  // on the images' classes
  double auxiliary_loss_weight = 0.0;
  CnnTrunk cnn_trunk;
  MlpTrunk mlp_trunk;
  std::vector<int> head_hidden_features;  // of linear layers with ReLU
};

// Names of the tensors: class logits [2N, 10], comparison logits [N, 2].
inline constexpr char kClassLogits[] = "class_logits";
inline constexpr char kComparison[] = "comparison";

// Input: [2N, 1, 14, 14], a pair's images in adjacent rows.
Network PairNetwork(const PairModel& model);

// The comparison's cross-entropy and, with the auxiliary loss, auxiliary_loss_weight times the sum
// of both images' cross-entropies of their classes.
std::vector<LossTerm> PairLosses(const PairModel& model);

}  // namespace tenfold
