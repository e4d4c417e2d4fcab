#include "engine/layers/layer_text.h"

#include <gtest/gtest.h>

#include "engine/testing/random_networks.h"

namespace tenfold {
namespace {

// Layers of every kind, most with every option, and a shape that each takes.
std::vector<std::pair<Layer, Shape>> AllLayers() {
  BatchNorm1d loose(5);
  loose.epsilon = 1e-3;
  BatchNorm2d slow(2);
  slow.momentum = 0.123456789012345;
  std::vector<std::pair<Layer, Shape>> layers = {
      {Linear(5, 7), {5}},
      {Linear(5, 7, /*bias=*/false), {5}},
      {Conv2d(2, 3, 3), {2, 6, 6}},
      {Conv2d(2, 3, 3, /*bias=*/false, /*padding=*/1), {2, 6, 6}},
      {Conv2d(2, 3, 3, /*bias=*/true, /*padding=*/2), {2, 6, 6}},
      {MaxPool2d(2), {2, 6, 6}},
      {MaxPool2d(4, /*ceil_mode=*/true), {2, 6, 6}},
      {ReLU(), {5}},
      {Tanh(), {5}},
      {Flatten(), {2, 6, 6}},
      {BatchNorm1d(5), {5}},
      {loose, {5}},
      {BatchNorm2d(2), {2, 6, 6}},
      {slow, {2, 6, 6}},
      {Comparison(5), {10}},
      {Dropout(0.5), {5}},
      {Dropout(0.1234567890123), {5}},
      {LeakyReLU(), {5}},
      {LeakyReLU(0.2), {2, 6, 6}},
      {Sigmoid(), {5}},
      {GELU(), {5}},
      {ELU(), {5}},
      {ELU(0.7), {5}},
      {Softplus(), {5}},
      {AvgPool2d(), {2, 5, 6}},
      {AvgPool2d(2), {2, 5, 6}},
      {LayerNorm(5), {5}},
      {LayerNorm(5, 1e-3), {5}},
  };
  // A new layer comes with the random networks.
  for (CaseKind kind : AllCaseKinds()) {
    const RandomCase c = DrawCase(kind, 1, 0);
    for (size_t b = 0; b < c.network.blocks.size(); ++b) {
      for (size_t i = 0; i < c.network.blocks[b].layers.size(); ++i) {
        layers.emplace_back(c.network.blocks[b].layers[i], c.info.blocks[b].shapes[i]);
      }
    }
  }
  return layers;
}

std::string ErrorOf(absl::string_view text, const Shape& input = {4}) {
  return std::string(ParseLayers(text, input).status().message());
}
std::string TextOf(absl::string_view text, const Shape& input = {4}) {
  const absl::StatusOr<std::vector<Layer>> layers = ParseLayers(text, input);
  return layers.ok() ? LayersToString(*layers) : std::string(layers.status().message());
}

TEST(ParseLayers, ReadsWhatEveryLayerPrints) {
  std::vector<bool> seen(std::variant_size_v<Layer>);
  for (const auto& [layer, input] : AllLayers()) {
    seen[layer.index()] = true;
    const std::string text = ToString(layer);
    const absl::StatusOr<std::vector<Layer>> read = ParseLayers(text, input);
    ASSERT_TRUE(read.ok()) << text << ": " << read.status();
    ASSERT_EQ(read->size(), 1u);
    EXPECT_EQ(read->front().index(), layer.index());
    EXPECT_EQ(ToString(read->front()), text);
    EXPECT_EQ(*OutputShape(read->front(), input), *OutputShape(layer, input));
  }
  for (size_t kind = 0; kind < seen.size(); ++kind) EXPECT_TRUE(seen[kind]) << "kind " << kind;
}

TEST(ParseLayers, KeepsNumbersExactly) {
  const Layer dropout = ParseLayers("Dropout(0.1234567890123)", {5})->front();
  EXPECT_EQ(std::get<Dropout>(dropout).rate, 0.1234567890123);
  const Layer norm = ParseLayers("BatchNorm1d(5, epsilon=1e-3, momentum=0.3)", {5})->front();
  EXPECT_EQ(std::get<BatchNorm1d>(norm).epsilon, 1e-3);
  EXPECT_EQ(std::get<BatchNorm1d>(norm).momentum, 0.3);
}

TEST(ParseLayers, InfersSizes) {
  EXPECT_EQ(TextOf("Linear(16),ReLU( ) ,\n Linear(3, bias=false)"),
            "Linear(4, 16), ReLU(), Linear(16, 3, bias=false)");
  EXPECT_EQ(TextOf("Conv2d(8, kernel_size=3, padding=1), BatchNorm2d(), ReLU(), MaxPool2d(2), "
                   "Flatten(), BatchNorm1d(), Linear(10)",
                   {1, 8, 8}),
            "Conv2d(1, 8, kernel_size=3, padding=1), BatchNorm2d(8), ReLU(), MaxPool2d(2), "
            "Flatten(), BatchNorm1d(128), Linear(128, 10)");
  EXPECT_EQ(TextOf("Comparison()"), "Comparison(2)");
  EXPECT_EQ(TextOf("LayerNorm(), LeakyReLU(negative_slope=0.01), ELU(alpha=1.0)"),
            "LayerNorm(4), LeakyReLU(), ELU()");
}

TEST(ParseLayers, SaysWhereWhatIsWrong) {
  EXPECT_EQ(ErrorOf(""), "character 1: wants a layer such as Linear(16), not the end");
  EXPECT_EQ(ErrorOf("Linear(16), Relu()"),
            "character 13: unknown layer \"Relu\"; there are Linear, Conv2d, MaxPool2d, ReLU, "
            "Tanh, Flatten, BatchNorm1d, BatchNorm2d, Comparison, Dropout, LeakyReLU, Sigmoid, "
            "GELU, ELU, Softplus, AvgPool2d, LayerNorm");
  EXPECT_EQ(ErrorOf("Linear(16), ReLU"), "character 17: wants \"(\" behind ReLU, not the end");
  EXPECT_EQ(ErrorOf("Linear(16) ReLU()"), "character 12: wants \",\" or the end, not \"ReLU()\"");
  EXPECT_EQ(ErrorOf("Linear(16,"), "character 11: wants a number or a name, not the end");
  EXPECT_EQ(ErrorOf("Linear(16"), "character 10: wants \",\" or \")\", not the end");
  EXPECT_EQ(ErrorOf("Linear()"), "character 1: wants Linear([IN, ]OUT[, bias=false])");
  EXPECT_EQ(ErrorOf("Linear(1, 2, 3)"), "character 14: wants Linear([IN, ]OUT[, bias=false])");
  EXPECT_EQ(ErrorOf("Linear(16, bias=no)"), "character 12: wants Linear([IN, ]OUT[, bias=false])");
  EXPECT_EQ(ErrorOf("Linear(16), ReLU(3)"), "character 18: wants ReLU()");
  EXPECT_EQ(ErrorOf("Linear(5, 16)"),
            "character 1: Linear(5, 16) takes rows of shape [5], not [4]");
  EXPECT_EQ(ErrorOf("ReLU(), Linear(0)"), "character 9: Linear(4, 0): sizes must be positive");
  EXPECT_EQ(ErrorOf("Dropout(1)"), "character 1: Dropout(1): rate must be from 0 to below 1");
  EXPECT_EQ(ErrorOf("Dropout(nan)"), "character 1: Dropout(nan): rate must be from 0 to below 1");
  EXPECT_EQ(ErrorOf("BatchNorm1d(momentum=2)"),
            "character 1: BatchNorm1d(4, momentum=2): epsilon must be above 0 and momentum from 0, "
            "both at most 1");
  EXPECT_EQ(
      ErrorOf("LeakyReLU(negative_slope=0)"),
      "character 1: LeakyReLU(negative_slope=0): negative_slope must be above 0 and at most 1");
  EXPECT_EQ(ErrorOf("LeakyReLU(0.1)"), "character 11: wants LeakyReLU([negative_slope=S])");
  EXPECT_EQ(ErrorOf("ELU(alpha=nan)"),
            "character 1: ELU(alpha=nan): alpha must be above 0 and at most 100");
  EXPECT_EQ(ErrorOf("LayerNorm(epsilon=2)"),
            "character 1: LayerNorm(4, epsilon=2): epsilon must be above 0 and at most 1");
  EXPECT_EQ(ErrorOf("AvgPool2d(3)", {1, 2, 5}),
            "character 1: AvgPool2d(3) takes rows of shape [C, >=3, >=3], not [1, 2, 5]");
  EXPECT_EQ(ErrorOf("AvgPool2d()"),
            "character 1: AvgPool2d() takes rows of shape [C, >=1, >=1], not [4]");
  EXPECT_EQ(ErrorOf("Linear(99999999999)"), "character 8: \"99999999999\" is more than 16777216");
  EXPECT_EQ(ErrorOf("Linear(8)", {1, 2, 2}),
            "character 1: Linear(1, 8) takes rows of shape [1], not [1, 2, 2]; put Flatten() "
            "before it");
  EXPECT_EQ(ErrorOf("Conv2d(8)", {1, 8, 8}),
            "character 1: Conv2d(1, 8, kernel_size=0): sizes must be positive");
  EXPECT_EQ(ErrorOf("Linear(16777216), Linear(16777216)"),
            "character 19: a network with more than 16777216 values a row or 268435456 parameters");
  EXPECT_EQ(ErrorOf(std::string(4001, ' ')), "a text of 4001 characters, more than 4000");
}

}  // namespace
}  // namespace tenfold
