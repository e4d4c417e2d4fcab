#include "engine/losses/loss.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tenfold {
namespace {

TEST(MseLoss, ByHand) {
  const std::vector<float> output = {1.0f, 2.0f, -1.0f, 0.5f};
  const std::vector<float> targets = {0.0f, 2.0f, 1.0f, 0.0f};
  std::vector<float> grad(4, 0.0f);
  EXPECT_EQ(MseLossAndGradient(2, 2, output.data(), targets.data(), 1.0, grad.data()),
            (1.0 + 0.0 + 4.0 + 0.25) / 4);
  EXPECT_EQ(grad, (std::vector<float>{0.5f, 0.0f, -1.0f, 0.25f}));
}

TEST(AbsoluteLoss, ByHand) {
  const std::vector<float> output = {1.0f, 2.0f, -1.0f, NAN}, targets = {0.5f, 2.0f, 1.0f, 0.0f};
  std::vector<float> grad(4, 0.0f);
  EXPECT_EQ(AbsoluteLossAndGradient(1, 3, output.data(), targets.data(), 1.5, grad.data()),
            (0.5 + 0.0 + 2.0) / 3);
  EXPECT_EQ(grad, (std::vector<float>{0.5f, 0.0f, -0.5f, 0.0f}));
  EXPECT_TRUE(
      std::isnan(AbsoluteLossAndGradient(2, 2, output.data(), targets.data(), 1.0, grad.data())));
  EXPECT_EQ(grad[3], 0.0f);
}

TEST(HuberLoss, ByHand) {
  // Within delta, at it, beyond it on both sides.
  const std::vector<float> output = {0.25f, -0.5f, 3.0f, -INFINITY};
  const std::vector<float> targets = {0.0f, 0.0f, 1.0f, 0.0f};
  std::vector<float> grad(4, 0.0f);
  EXPECT_EQ(HuberLossAndGradient(3, 1, output.data(), targets.data(), 3.0, 0.5, grad.data()),
            (0.03125 + 0.125 + 0.5 * (2.0 - 0.25)) / 3);
  EXPECT_EQ(grad, (std::vector<float>{0.25f, -0.5f, 0.5f, 0.0f}));
  EXPECT_EQ(HuberLossAndGradient(1, 4, output.data(), targets.data(), 4.0, 0.5, grad.data()),
            INFINITY);
  EXPECT_EQ(grad[3], -0.5f);
}

TEST(CrossEntropyLoss, ByHand) {
  const std::vector<double> output = {std::log(1.0), std::log(3.0), 5.0, 5.0};
  const std::vector<int32_t> classes = {1, 0};
  std::vector<double> grad(4, 0.0);
  const double loss =
      CrossEntropyLossAndGradient(2, 2, output.data(), classes.data(), 1.0, grad.data());
  EXPECT_NEAR(loss, (-std::log(0.75) - std::log(0.5)) / 2, 1e-15);
  const std::vector<double> expected = {0.125, -0.125, -0.25, 0.25};
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(grad[i], expected[i], 1e-15);
}

TEST(CrossEntropyLoss, LargeLogitsStayFinite) {
  const std::vector<float> output = {1e30f, -1e30f, 0.0f};
  const std::vector<int32_t> classes = {0};
  std::vector<float> grad(3, 0.0f);
  EXPECT_EQ(CrossEntropyLossAndGradient(1, 3, output.data(), classes.data(), 1.0, grad.data()),
            0.0);
  for (float g : grad) EXPECT_EQ(g, 0.0f);
}

TEST(CrossEntropyLoss, SmoothedByHand) {
  const std::vector<double> output = {std::log(1.0), std::log(3.0)};
  const std::vector<int32_t> classes = {1};
  std::vector<double> grad(2, 0.0);
  const double loss =
      CrossEntropyLossAndGradient(1, 2, output.data(), classes.data(), 1.0, grad.data(), 0.2);
  EXPECT_NEAR(loss, -0.9 * std::log(0.75) - 0.1 * std::log(0.25), 1e-15);
  EXPECT_NEAR(grad[0], 0.25 - 0.1, 1e-15);
  EXPECT_NEAR(grad[1], 0.75 - 0.9, 1e-15);
}

// A mean by weights: rows of classes 1, 0 and 1, of which class 1 counts three times.
TEST(CrossEntropyLoss, WeightedByHand) {
  const std::vector<double> output = {std::log(1.0), std::log(3.0), 5.0, 5.0, 0.0, std::log(4.0)};
  const std::vector<int32_t> classes = {1, 0, 1};
  std::vector<double> grad(6, 0.0);
  const double loss = CrossEntropyLossAndGradient(3, 2, output.data(), classes.data(), 2.0,
                                                  grad.data(), 0.0, {1.0, 3.0});
  EXPECT_NEAR(loss, (-3 * std::log(0.75) - std::log(0.5) - 3 * std::log(0.8)) / 7, 1e-15);
  const std::vector<double> expected = {3 * 0.25, -3 * 0.25, -0.5, 0.5, 3 * 0.2, -3 * 0.2};
  for (int i = 0; i < 6; ++i) EXPECT_NEAR(grad[i], 2.0 * expected[i] / 7, 1e-15);
}

// As PyTorch: the targets of all classes are weighted, the rows count by their own class's weight.
TEST(CrossEntropyLoss, WeightedAndSmoothedByHand) {
  const std::vector<double> output = {std::log(1.0), std::log(3.0)};
  const std::vector<int32_t> classes = {1};
  std::vector<double> grad(2, 0.0);
  const double loss = CrossEntropyLossAndGradient(1, 2, output.data(), classes.data(), 1.0,
                                                  grad.data(), 0.2, {2.0, 0.5});
  EXPECT_NEAR(loss, (-0.9 * 0.5 * std::log(0.75) - 0.1 * 2.0 * std::log(0.25)) / 0.5, 1e-15);
  EXPECT_NEAR(grad[0], (0.65 * 0.25 - 0.1 * 2.0) / 0.5, 1e-15);
  EXPECT_NEAR(grad[1], (0.65 * 0.75 - 0.9 * 0.5) / 0.5, 1e-15);
}

TEST(BinaryCrossEntropyLoss, ByHand) {
  const std::vector<double> output = {0.25, 0.8};
  const std::vector<float> targets = {1.0f, 0.0f};
  std::vector<double> grad(2, 0.0);
  const double loss = BinaryCrossEntropyLossAndGradient(2, 1, output.data(), targets.data(), 1.0,
                                                        1e-6, grad.data());
  EXPECT_NEAR(loss, (-std::log(0.25) - std::log(0.2)) / 2, 1e-15);
  EXPECT_NEAR(grad[0], -4.0 / 2, 1e-15);
  EXPECT_NEAR(grad[1], 5.0 / 2, 1e-14);
}

TEST(BinaryCrossEntropyLoss, LimitsTheProbability) {
  const std::vector<float> output = {0.0f, 1.0f, NAN};
  const std::vector<float> targets = {1.0f, 0.0f, 1.0f};
  std::vector<float> grad(3, 0.0f);
  const double loss = BinaryCrossEntropyLossAndGradient(2, 1, output.data(), targets.data(), 1.0,
                                                        1e-3, grad.data());
  EXPECT_NEAR(loss, -std::log(1e-3), 1e-4);
  EXPECT_EQ(grad, (std::vector<float>{0.0f, 0.0f, 0.0f}));
  EXPECT_TRUE(std::isnan(
      BinaryCrossEntropyLossAndGradient(1, 1, &output[2], &targets[2], 1.0, 1e-3, grad.data())));
}

// As the binary cross-entropy of each pair's probability, one after the other.
TEST(AllPairsLoss, IsThatOfEachPair) {
  constexpr int kRows = 3, kClasses = 2;
  const std::vector<double> output = {0.5, -0.25, 1.0, 2.0, -0.5, 0.0};
  const std::vector<int32_t> classes = {0, 1, 1};
  const auto loss_of = [&](const std::vector<double>& logits) {
    double sum = 0.0;
    for (int a = 0; a < kRows; ++a) {
      for (int b = 0; b < kRows; ++b) {
        const double p = 1 / (1 + std::exp(logits[2 * a + 1] - logits[2 * a]));
        const double q = 1 / (1 + std::exp(logits[2 * b + 1] - logits[2 * b]));
        const double at_most = p + (1 - p) * (1 - q);
        sum -= std::log(classes[a] <= classes[b] ? at_most : 1 - at_most);
      }
    }
    return sum / (kRows * kRows);
  };
  std::vector<double> grad(kRows * kClasses, 0.0);
  const LossTerm term = {"pairs", LossKind::kAllPairs, "t", 2.0};
  EXPECT_NEAR(
      LossAndGradient(term, kRows, kClasses, output.data(), {nullptr, classes.data()}, grad.data()),
      loss_of(output), 1e-14);
  for (int i = 0; i < kRows * kClasses; ++i) {
    std::vector<double> above = output, below = output;
    above[i] += 1e-6;
    below[i] -= 1e-6;
    EXPECT_NEAR(grad[i], 2.0 * (loss_of(above) - loss_of(below)) / 2e-6, 1e-9);
  }
}

// Certain of everything, half of it wrong: the limits hold, no gradient is left and nothing is
// infinite.
TEST(AllPairsLoss, LimitsTheProbability) {
  const std::vector<float> output = {0.0f, 1e30f, 1e30f, 0.0f};
  const std::vector<int32_t> classes = {0, 1};
  std::vector<float> grad(4, 0.0f);
  const double loss =
      AllPairsLossAndGradient(2, 2, output.data(), classes.data(), 1.0, 1e-3, grad.data());
  EXPECT_NEAR(loss, -(2 * std::log(1 - 1e-3) + 2 * std::log(1e-3)) / 4, 1e-3);
  EXPECT_EQ(grad, std::vector<float>(4, 0.0f));
}

TEST(Losses, GradientsAddUpWithTheirWeights) {
  const std::vector<double> output = {0.3, -0.2, 0.9};
  const std::vector<int32_t> classes = {2};
  const std::vector<float> values = {0.0f, 1.0f, 0.0f};
  std::vector<double> cross_entropy(3), mse(3), both(3);
  LossAndGradient({"a", LossKind::kCrossEntropy, "t", 0.5}, 1, 3, output.data(),
                  {nullptr, classes.data()}, cross_entropy.data());
  LossAndGradient({"b", LossKind::kMse, "t", 2.0}, 1, 3, output.data(), {values.data(), nullptr},
                  mse.data());
  LossAndGradient({"a", LossKind::kCrossEntropy, "t", 0.5}, 1, 3, output.data(),
                  {nullptr, classes.data()}, both.data());
  LossAndGradient({"b", LossKind::kMse, "t", 2.0}, 1, 3, output.data(), {values.data(), nullptr},
                  both.data());
  for (int i = 0; i < 3; ++i) {
    EXPECT_NE(cross_entropy[i], 0.0);
    EXPECT_NEAR(both[i], cross_entropy[i] + mse[i], 1e-15);
  }
}

}  // namespace
}  // namespace tenfold
