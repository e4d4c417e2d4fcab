#include "engine/testing/random_networks.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace tenfold {
namespace {

TEST(DrawCase, RepeatsItself) {
  for (CaseKind kind : AllCaseKinds()) {
    const RandomCase a = DrawCase(kind, 1, 5), b = DrawCase(kind, 1, 5);
    EXPECT_EQ(a.name, b.name);
    EXPECT_EQ(a.input, b.input);
    EXPECT_EQ(a.weights, b.weights);
    EXPECT_EQ(a.target_values, b.target_values);
    EXPECT_EQ(a.target_classes, b.target_classes);
    EXPECT_NE(a.input, DrawCase(kind, 1, 6).input);
    EXPECT_NE(a.input, DrawCase(kind, 2, 5).input);
  }
}

// What the tests over random cases claim to cover does come up.
TEST(DrawCase, CoversTheOddOnes) {
  std::set<std::string> seen;
  for (CaseKind kind : AllCaseKinds()) {
    for (uint32_t number = 0; number < 100; ++number) {
      const RandomCase c = DrawCase(kind, 1, number);
      ASSERT_EQ(c.rows % c.info.row_multiple, 0) << c.name;
      ASSERT_LE(c.rows, c.max_rows) << c.name;
      if (c.rows == 1) seen.insert("batch 1");
      if (c.rows == 2 && c.info.row_multiple == 2) seen.insert("one pair");
      if (c.rows < c.max_rows) seen.insert("smaller batch");
      if (c.losses.size() == 2) seen.insert("auxiliary loss");
      if (c.losses[0].kind == LossKind::kMse) seen.insert("mean squared error");
      if (c.losses[0].kind == LossKind::kCrossEntropy) seen.insert("cross-entropy");
      if (c.losses[0].kind == LossKind::kAbsolute) seen.insert("absolute");
      if (c.losses[0].kind == LossKind::kHuber) seen.insert("Huber");
      for (const Block& block : c.network.blocks) {
        if (!block.skip.empty()) {
          seen.insert(block.skip == kInputTensor           ? "sum with the input"
                      : block.rows == Rows::kAdjacentPairs ? "sum of pairs"
                      : block.rows != Rows::kAll           ? "sum of every other row"
                      : block.layers.empty()               ? "sum of two blocks"
                      : block.skip == block.input          ? "residual"
                                                           : "other sum");
        }
        for (size_t i = 0; i < block.layers.size(); ++i) {
          if (const auto* conv2d = std::get_if<Conv2d>(&block.layers[i])) {
            seen.insert(conv2d->bias ? "convolution with bias" : "convolution without bias");
            if (conv2d->in_channels == 1) seen.insert("one channel");
            if (i + 1 == block.layers.size()) continue;
            if (std::holds_alternative<LeakyReLU>(block.layers[i + 1]) &&
                i + 2 < block.layers.size() &&
                std::holds_alternative<MaxPool2d>(block.layers[i + 2])) {
              seen.insert("pool behind LeakyReLU");
            }
            if (std::holds_alternative<MaxPool2d>(block.layers[i + 1]))
              seen.insert("pool behind convolution");
            if (std::holds_alternative<ReLU>(block.layers[i + 1]) && i + 2 < block.layers.size() &&
                std::holds_alternative<MaxPool2d>(block.layers[i + 2])) {
              seen.insert("pool behind ReLU");
            }
          }
          if (const auto* linear = std::get_if<Linear>(&block.layers[i])) {
            seen.insert(linear->bias ? "linear with bias" : "linear without bias");
            if (linear->in_features == 17) seen.insert("17 features");
          }
        }
      }
    }
  }
  EXPECT_EQ(seen, (std::set<std::string>{"17 features",
                                         "Huber",
                                         "absolute",
                                         "auxiliary loss",
                                         "batch 1",
                                         "convolution with bias",
                                         "convolution without bias",
                                         "cross-entropy",
                                         "linear with bias",
                                         "linear without bias",
                                         "mean squared error",
                                         "one channel",
                                         "one pair",
                                         "pool behind LeakyReLU",
                                         "pool behind ReLU",
                                         "pool behind convolution",
                                         "residual",
                                         "smaller batch",
                                         "sum of every other row",
                                         "sum of pairs",
                                         "sum of two blocks",
                                         "sum with the input"}));
}

}  // namespace
}  // namespace tenfold
