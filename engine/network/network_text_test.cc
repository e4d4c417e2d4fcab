#include "engine/network/network_text.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/layers/layer_text.h"
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
      {Flatten(), {2, 6, 6}},
      {BatchNorm1d(5), {5}},
      {loose, {5}},
      {BatchNorm2d(2), {2, 6, 6}},
      {slow, {2, 6, 6}},
      {Comparison(5), {10}},
      {Dropout(0.5), {5}},
      {Dropout(0.1234567890123), {5}},
      {LeakyReLU(0.2), {2, 6, 6}},
      {ELU(0.7), {5}},
      {AvgPool2d(), {2, 5, 6}},
      {AvgPool2d(2), {2, 5, 6}},
      {LayerNorm(5), {5}},
      {LayerNorm(5, 1e-3), {5}},
  };
  // Activations and new layers come with the random networks.
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
  return std::string(ParseNetwork(text, input).status().message());
}
std::string TextOf(absl::string_view text, const Shape& input = {4}) {
  const absl::StatusOr<Network> network = ParseNetwork(text, input);
  return network.ok() ? NetworkToString(*network) : std::string(network.status().message());
}

TEST(ParseNetwork, ReadsWhatEveryLayerPrints) {
  std::vector<bool> seen(std::variant_size_v<Layer>);
  for (const auto& [layer, input] : AllLayers()) {
    seen[layer.index()] = true;
    const std::string text = ToString(layer);
    const absl::StatusOr<Network> read = ParseNetwork(text, input);
    ASSERT_TRUE(read.ok()) << text << ": " << read.status();
    ASSERT_EQ(read->blocks.size(), 1u);
    ASSERT_EQ(read->blocks[0].layers.size(), 1u);
    EXPECT_EQ(read->blocks[0].layers[0].index(), layer.index());
    EXPECT_EQ(NetworkToString(*read), text);
    EXPECT_EQ(*OutputShape(*read), *OutputShape(layer, input));
  }
  for (size_t kind = 0; kind < seen.size(); ++kind) EXPECT_TRUE(seen[kind]) << "kind " << kind;
}

TEST(ParseNetwork, KeepsNumbersExactly) {
  const Layer dropout = ParseNetwork("Dropout(0.1234567890123)", {5})->blocks[0].layers[0];
  EXPECT_EQ(std::get<Dropout>(dropout).rate, 0.1234567890123);
  const Layer norm =
      ParseNetwork("BatchNorm1d(5, epsilon=1e-3, momentum=0.3)", {5})->blocks[0].layers[0];
  EXPECT_EQ(std::get<BatchNorm1d>(norm).epsilon, 1e-3);
  EXPECT_EQ(std::get<BatchNorm1d>(norm).momentum, 0.3);
}

TEST(ParseNetwork, InfersSizes) {
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

TEST(ParseNetwork, SaysWhereWhatIsWrong) {
  EXPECT_EQ(ErrorOf(""), "character 1: wants a layer such as Linear(16), not the end");
  EXPECT_EQ(ErrorOf("Linear(16), Relu()"),
            absl::StrCat("character 13: unknown layer \"Relu\"; there are ",
                         absl::StrJoin(LayerNames(), ", "), ", Residual"));
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

std::vector<std::string> ParameterNames(const Network& network) {
  std::vector<std::string> names;
  const NetworkInfo info = *Analyze(network);
  for (const ParameterInfo& parameter : info.parameters) {
    names.push_back(parameter.name);
  }
  return names;
}

// Names are those of an nn.Sequential in which a residual is one module.
TEST(ParseNetwork, ReadsResiduals) {
  const std::string text =
      "Linear(4, 3), ReLU(), Residual(Linear(3, 3, bias=false), Tanh()), Residual(Linear(3, 3)), "
      "LayerNorm(3), Linear(3, 2)";
  const Network network = *ParseNetwork(
      "Linear(3),ReLU(),Residual( Linear(3, bias=false) ,Tanh( ) ) ,"
      "Residual(Linear(3)), LayerNorm(), Linear(2)",
      {4});
  EXPECT_EQ(NetworkToString(network), text);
  EXPECT_EQ(TextOf(text), text);
  ASSERT_EQ(network.blocks.size(), 4u);
  EXPECT_EQ(network.blocks[1].skip, network.blocks[1].input);
  EXPECT_EQ(network.blocks[3].output, "output");
  EXPECT_EQ(ParameterNames(network),
            (std::vector<std::string>{"net.0.weight", "net.0.bias", "net.2.0.weight",
                                      "net.3.0.weight", "net.3.0.bias", "net.4.weight",
                                      "net.4.bias", "net.5.weight", "net.5.bias"}));
  EXPECT_EQ(ParameterNames(*ParseNetwork("Residual(Linear(4, bias=false))", {4})),
            std::vector<std::string>{"net.0.0.weight"});
  EXPECT_EQ(TextOf("Residual(Conv2d(2, kernel_size=3, padding=1), ReLU()), Flatten()", {2, 5, 4}),
            "Residual(Conv2d(2, 2, kernel_size=3, padding=1), ReLU()), Flatten()");
}

TEST(ParseNetwork, WithoutResidualsIsOneBlock) {
  const Network network = *ParseNetwork("Linear(3), ReLU()", {4});
  const Network expected = OneBlock({4}, {Linear(4, 3), ReLU()});
  ASSERT_EQ(network.blocks.size(), 1u);
  EXPECT_EQ(network.blocks[0].name, expected.blocks[0].name);
  EXPECT_EQ(network.blocks[0].output, expected.blocks[0].output);
  EXPECT_EQ(ParameterNames(network), ParameterNames(expected));
}

TEST(ParseNetwork, SaysWhatIsWrongWithAResidual) {
  EXPECT_EQ(ErrorOf("ReLU(), Residual(Linear(3))"),
            "character 9: the layers of the residual make rows of shape [3] of those of shape [4], "
            "wants the same shape");
  EXPECT_EQ(ErrorOf("Residual()"), "character 10: wants a layer such as Linear(16), not \")\"");
  EXPECT_EQ(ErrorOf("Residual"), "character 9: wants \"(\" behind Residual, not the end");
  EXPECT_EQ(ErrorOf("Residual(ReLU()"), "character 16: wants \",\" or \")\", not the end");
  EXPECT_EQ(ErrorOf("Residual(ReLU(), Residual(Tanh()))"),
            "character 18: a residual in a residual, wants layers there");
  EXPECT_EQ(ErrorOf("Residual(Linear(9, 4))"),
            "character 10: Linear(9, 4) takes rows of shape [9], not [4]");
}

TEST(AppendLayers, AreOfTheSameTextInTheEnd) {
  Network network = {{4}, {}};
  EXPECT_EQ(*OutputShape(network), (Shape{4}));
  AppendLayers({Linear(4, 3), ReLU()}, network);
  AppendLayers({Tanh()}, network);
  EXPECT_EQ(NetworkToString(network), "Linear(4, 3), ReLU(), Tanh()");
  EXPECT_EQ(network.blocks.size(), 1u);
  network = *ParseNetwork("Linear(3), Residual(ReLU())", {4});
  AppendLayers({Linear(3, 2)}, network);
  EXPECT_EQ(NetworkToString(network), "Linear(4, 3), Residual(ReLU()), Linear(3, 2)");
  EXPECT_EQ(ParameterNames(network).back(), "net.2.bias");
  EXPECT_EQ(*OutputShape(network), (Shape{2}));
}

TEST(NetworkToString, SaysNothingOfOtherNetworks) {
  const Network two = {{4},
                       {{"a", kInputTensor, "x", Rows::kAll, {Linear(4, 4)}},
                        {"b", "x", "y", Rows::kAll, {ReLU()}, kInputTensor}}};
  EXPECT_EQ(NetworkToString(two), "");
  const Network pairs = {{4}, {{"a", kInputTensor, "x", Rows::kAdjacentPairs, {Linear(8, 4)}}}};
  EXPECT_EQ(NetworkToString(pairs), "");
}

}  // namespace
}  // namespace tenfold
