#include "experiments/pairs/pair_network.h"

#include <gtest/gtest.h>

namespace tenfold {
namespace {

int64_t CountParameters(const Network& network) {
  const NetworkInfo info = *Analyze(network);
  int64_t count = 0;
  for (const ParameterInfo& parameter : info.parameters) count += NumElements(parameter.shape);
  return count;
}

PairModel Model(bool cnn, bool weight_sharing) {
  PairModel model;
  model.cnn = cnn;
  model.weight_sharing = weight_sharing;
  model.auxiliary_loss = true;
  model.auxiliary_loss_weight = 0.25;
  model.cnn_trunk.channels = {32, 64};
  model.cnn_trunk.relu_before_pool = true;
  model.cnn_trunk.hidden_features = {200};
  model.mlp_trunk = {{200, 100}};
  model.head_hidden_features = {32};
  return model;
}

// Trunk and head by hand, layer by layer.
TEST(PairNetwork, HasTheParametersOfItsLayers) {
  const int64_t head = 20 * 32 + 32 + 32 * 2 + 2;
  const int64_t cnn_trunk =
      (9 * 32 + 32) + (32 * 9 * 64 + 64) + (256 * 200 + 200) + (200 * 10 + 10);
  const int64_t mlp_trunk = (196 * 200 + 200) + (200 * 100 + 100) + (100 * 10 + 10);
  EXPECT_EQ(CountParameters(PairNetwork(Model(true, true))), cnn_trunk + head);
  EXPECT_EQ(CountParameters(PairNetwork(Model(true, false))), 2 * cnn_trunk + head);
  EXPECT_EQ(CountParameters(PairNetwork(Model(false, true))), mlp_trunk + head);
  EXPECT_EQ(CountParameters(PairNetwork(Model(false, false))), 2 * mlp_trunk + head);
}

TEST(PairNetwork, NamesWhatLossesReadFor) {
  for (bool weight_sharing : {false, true}) {
    const NetworkInfo info = *Analyze(PairNetwork(Model(true, weight_sharing)));
    const TensorInfo& classes = info.tensors[*info.FindTensor(kClassLogits)];
    const TensorInfo& comparison = info.tensors[*info.FindTensor(kComparison)];
    EXPECT_EQ(classes.shape, Shape{10});
    EXPECT_EQ(classes.row_divisor, 1);
    EXPECT_EQ(comparison.shape, Shape{2});
    EXPECT_EQ(comparison.row_divisor, 2);
    EXPECT_EQ(info.row_multiple, 2);
  }
}

// The recipe's 89,000 weights: 24, pool, 48, 48, pool, 96, each convolution with batch norm.
TEST(PairNetwork, PaddedWithBatchNorm) {
  PairModel model;
  model.cnn = model.weight_sharing = model.auxiliary_loss = true;
  model.batch_norm = model.structured_head = model.all_pairs = true;
  model.cnn_trunk.channels = {24, 48, 48, 96};
  model.cnn_trunk.pool_after = {1, 3};
  model.cnn_trunk.padded = model.cnn_trunk.relu_before_pool = true;
  const Network network = PairNetwork(model);
  const int64_t convolutions = 9 * (24 + 24 * 48 + 48 * 48 + 48 * 96);
  const int64_t of_batch_norm = 4 * (24 + 48 + 48 + 96);
  EXPECT_EQ(CountParameters(network), convolutions + of_batch_norm + 96 * 16 * 10 + 10);
  const NetworkInfo info = *Analyze(network);
  EXPECT_EQ(info.blocks[0].shapes[4], (Shape{24, 7, 7}));
  EXPECT_EQ(info.tensors[*info.FindTensor(kComparison)].shape, Shape{1});
  const std::vector<LossTerm> losses = PairLosses(model);
  ASSERT_EQ(losses.size(), 3u);
  EXPECT_EQ(losses[0].tensor, kComparison);
  EXPECT_EQ(losses[0].weight, 0.0);
  EXPECT_EQ(losses[1].kind, LossKind::kAllPairs);
}

TEST(PairNetwork, MembersShareNothing) {
  PairModel model = Model(true, true);
  const int64_t one = CountParameters(PairNetwork(model));
  model.members = 3;
  EXPECT_EQ(CountParameters(PairNetwork(model)), 3 * one);
  EXPECT_EQ(Comparisons(model),
            (std::vector<std::string>{"comparison", "comparison_2", "comparison_3"}));
  const std::vector<LossTerm> losses = PairLosses(model);
  ASSERT_EQ(losses.size(), 6u);
  const NetworkInfo info = *Analyze(PairNetwork(model));
  for (const LossTerm& loss : losses) EXPECT_TRUE(info.FindTensor(loss.tensor).ok()) << loss.tensor;
  EXPECT_EQ(losses[5].tensor, "class_logits_3");
}

TEST(PairLosses, CountBothImagesOfTheAuxiliaryLoss) {
  PairModel model = Model(true, true);
  ASSERT_EQ(PairLosses(model).size(), 2u);
  EXPECT_EQ(PairLosses(model)[1].weight, 0.5);
  model.auxiliary_loss = false;
  EXPECT_EQ(PairLosses(model).size(), 1u);
}

}  // namespace
}  // namespace tenfold
