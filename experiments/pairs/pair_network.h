// The networks that compare two digits: a trunk maps each image to ten class logits, a head takes
// both images' logits to two logits, "first <= second" being class 1.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/losses/loss.h"
#include "engine/network/network.h"

namespace tenfold {

struct CnnTrunk {
  std::vector<int> channels;  // of 3x3 convolutions, each followed by ReLU
  // The convolutions, counted from 1, with 2x2 max-pooling behind them; nullopt: all.
  std::optional<std::vector<int>> pool_after;
  bool padded = false;               // convolutions keep the size, pools round up
  bool relu_before_pool = false;     // the order of the two; the values are the same
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
  bool batch_norm = false;  // behind every layer of the trunk but the last, in place of its bias
  // The head computes P(first <= second) of the two class posteriors, instead of linear layers.
  bool structured_head = false;
  std::vector<int> head_hidden_features;  // of linear layers with ReLU
  // With a structured head and an auxiliary loss, whose classes it takes: the comparison's loss is
  // that of all ordered pairs of images in a batch.
  bool all_pairs = false;
  double label_smoothing = 0.0;  // of the classes
  // Networks that are trained side by side, each with its own weights and losses, and answer
  // together: an ensemble.
  int members = 1;
};

// Names of the tensors: class logits [2N, 10], comparison logits [N, 2] or, with a structured head,
// probabilities [N, 1]. Those of the second member and on end in its number: "comparison_2".
inline constexpr char kClassLogits[] = "class_logits";
inline constexpr char kComparison[] = "comparison";

// Input: [2N, 1, 14, 14], a pair's images in adjacent rows.
Network PairNetwork(const PairModel& model);

// The comparison's cross-entropy, first, and with the auxiliary loss, auxiliary_loss_weight times
// the sum of both images' cross-entropies of their classes; of every member.
std::vector<LossTerm> PairLosses(const PairModel& model);

// The comparisons of all members.
std::vector<std::string> Comparisons(const PairModel& model);

}  // namespace tenfold
