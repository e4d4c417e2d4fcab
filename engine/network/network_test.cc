#include "engine/network/network.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace tenfold {
namespace {

// Two trunks, a head over pairs.
Network TwoTrunks() {
  return {
      {1, 8, 6},
      {{"first",
        kInputTensor,
        "digits",
        Rows::kEven,
        {Conv2d(1, 2, 3), MaxPool2d(2), ReLU(), Flatten(), Linear(12, 5)}},
       {"second", kInputTensor, "digits", Rows::kOdd, {Flatten(), Linear(48, 5, /*bias=*/false)}},
       {"head", "digits", "output", Rows::kAdjacentPairs, {Linear(10, 2), Tanh()}}}};
}

// The message of the error, or "OK".
std::string ErrorOf(const Network& network) {
  const absl::Status status = Analyze(network).status();
  if (status.ok()) return "OK";
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  return std::string(status.message());
}

TEST(Analyze, Shapes) {
  const NetworkInfo info = *Analyze(TwoTrunks());
  ASSERT_EQ(info.blocks.size(), 3u);
  EXPECT_EQ(info.blocks[0].shapes,
            (std::vector<Shape>{{1, 8, 6}, {2, 6, 4}, {2, 3, 2}, {2, 3, 2}, {12}, {5}}));
  EXPECT_EQ(info.blocks[1].shapes, (std::vector<Shape>{{1, 8, 6}, {48}, {5}}));
  EXPECT_EQ(info.blocks[2].shapes, (std::vector<Shape>{{10}, {2}, {2}}));
}

TEST(Analyze, TensorsAndTheirRows) {
  const NetworkInfo info = *Analyze(TwoTrunks());
  ASSERT_EQ(info.tensors.size(), 3u);
  EXPECT_EQ(info.tensors[0].name, kInputTensor);
  EXPECT_EQ(info.tensors[0].shape, (Shape{1, 8, 6}));
  EXPECT_EQ(info.tensors[0].row_divisor, 1);
  EXPECT_EQ(info.tensors[1].name, "digits");
  EXPECT_EQ(info.tensors[1].shape, (Shape{5}));
  EXPECT_EQ(info.tensors[1].row_divisor, 1);
  EXPECT_EQ(info.tensors[2].name, "output");
  EXPECT_EQ(info.tensors[2].shape, (Shape{2}));
  EXPECT_EQ(info.tensors[2].row_divisor, 2);
  EXPECT_EQ(info.row_multiple, 2);
  EXPECT_EQ(info.blocks[1].input, 0);
  EXPECT_EQ(info.blocks[1].output, 1);
  EXPECT_EQ(info.blocks[2].input, 1);
  EXPECT_EQ(info.blocks[2].output, 2);
}

TEST(Analyze, ParametersInCanonicalOrder) {
  const NetworkInfo info = *Analyze(TwoTrunks());
  std::vector<std::string> names;
  for (const ParameterInfo& parameter : info.parameters) names.push_back(parameter.name);
  EXPECT_EQ(names, (std::vector<std::string>{"first.0.weight", "first.0.bias", "first.4.weight",
                                             "first.4.bias", "second.1.weight", "head.0.weight",
                                             "head.0.bias"}));
  EXPECT_EQ(info.parameters[0].shape, (Shape{2, 1, 3, 3}));
  EXPECT_EQ(info.parameters[0].fan_in, 9);
  EXPECT_EQ(info.parameters[1].shape, (Shape{2}));
  EXPECT_EQ(info.parameters[1].fan_in, 9);
  EXPECT_EQ(info.parameters[4].shape, (Shape{5, 48}));
  EXPECT_EQ(info.parameters[4].fan_in, 48);
  EXPECT_EQ(info.blocks[0].first_parameter, (std::vector<int>{0, 2, 2, 2, 2}));
  EXPECT_EQ(info.blocks[1].first_parameter, (std::vector<int>{4, 4}));
  EXPECT_EQ(info.blocks[2].first_parameter, (std::vector<int>{5, 7}));
}

TEST(Analyze, PairsOfPairs) {
  const NetworkInfo info =
      *Analyze({{3},
                {{"a", kInputTensor, "pairs", Rows::kAdjacentPairs, {Linear(6, 2)}},
                 {"b", "pairs", "quads", Rows::kAdjacentPairs, {Linear(4, 1)}}}});
  EXPECT_EQ(info.tensors[2].row_divisor, 4);
  EXPECT_EQ(info.row_multiple, 4);
}

TEST(Analyze, OneTensorForSeveralReaders) {
  EXPECT_EQ(ErrorOf({{3},
                     {{"a", kInputTensor, "x", Rows::kAll, {Linear(3, 2)}},
                      {"b", "x", "y", Rows::kAll, {ReLU()}},
                      {"c", "x", "z", Rows::kAdjacentPairs, {}}}}),
            "OK");
}

TEST(Analyze, LayersThatDoNotFit) {
  const auto error = [](Shape input_shape, std::vector<Layer> layers) {
    return ErrorOf(OneBlock(std::move(input_shape), std::move(layers)));
  };
  EXPECT_EQ(error({3}, {ReLU(), Linear(4, 2)}),
            "block \"net\": layer 1: Linear(4, 2) takes rows of shape [4], not [3]");
  EXPECT_EQ(
      error({1, 2, 2}, {Linear(4, 2, /*bias=*/false)}),
      "block \"net\": layer 0: Linear(4, 2, bias=false) takes rows of shape [4], not [1, 2, 2]");
  EXPECT_EQ(
      error({1, 4, 2}, {Conv2d(1, 8, 3)}),
      "block \"net\": layer 0: Conv2d(1, 8, kernel_size=3) takes rows of shape [1, >=3, >=3], not "
      "[1, 4, 2]");
  EXPECT_EQ(
      error({2, 4, 4}, {Conv2d(1, 8, 3)}),
      "block \"net\": layer 0: Conv2d(1, 8, kernel_size=3) takes rows of shape [1, >=3, >=3], not "
      "[2, 4, 4]");
  EXPECT_EQ(error({4}, {Conv2d(4, 8, 3, /*bias=*/false)}),
            "block \"net\": layer 0: Conv2d(4, 8, kernel_size=3, bias=false) takes rows of shape "
            "[4, >=3, >=3], not [4]");
  EXPECT_EQ(
      error({1, 3, 1}, {MaxPool2d(2)}),
      "block \"net\": layer 0: MaxPool2d(2) takes rows of shape [C, >=2, >=2], not [1, 3, 1]");
  EXPECT_EQ(error({6}, {MaxPool2d(2)}),
            "block \"net\": layer 0: MaxPool2d(2) takes rows of shape [C, >=2, >=2], not [6]");
}

TEST(Analyze, BatchNormHasStatisticsAmongItsParameters) {
  const NetworkInfo info = *Analyze(OneBlock({2, 4, 4}, {BatchNorm2d(2), ReLU()}));
  ASSERT_EQ(info.parameters.size(), 4u);
  EXPECT_EQ(info.parameters[2].name, "net.0.running_mean");
  EXPECT_EQ(info.parameters[3].shape, (Shape{2}));
  for (int i = 0; i < 4; ++i) EXPECT_EQ(info.parameters[i].is_trained, i < 2);
  EXPECT_EQ(ErrorOf(OneBlock({3}, {BatchNorm1d(2)})),
            "block \"net\": layer 0: BatchNorm1d(2) takes rows of shape [2], not [3]");
  EXPECT_EQ(ErrorOf(OneBlock({2}, {BatchNorm2d(2)})),
            "block \"net\": layer 0: BatchNorm2d(2) takes rows of shape [2, H, W], not [2]");
}

TEST(Analyze, SizesThatAreNotPositive) {
  const auto error = [](Shape input_shape, std::vector<Layer> layers) {
    return ErrorOf(OneBlock(std::move(input_shape), std::move(layers)));
  };
  EXPECT_EQ(error({3}, {Linear(3, 0)}),
            "block \"net\": layer 0: Linear(3, 0): sizes must be positive");
  EXPECT_EQ(error({3}, {Linear(-3, 1)}),
            "block \"net\": layer 0: Linear(-3, 1): sizes must be positive");
  EXPECT_EQ(error({1, 4, 4}, {Conv2d(1, 1, 0)}),
            "block \"net\": layer 0: Conv2d(1, 1, kernel_size=0): sizes must be positive");
  EXPECT_EQ(error({1, 4, 4}, {MaxPool2d(0)}),
            "block \"net\": layer 0: MaxPool2d(0): sizes must be positive");
  EXPECT_EQ(
      error({1, 8, 8}, {Conv2d(1, 1, 3, /*bias=*/true, /*padding=*/3)}),
      "block \"net\": layer 0: Conv2d(1, 1, kernel_size=3, padding=3): padding must be from 0 to "
      "below kernel_size");
  EXPECT_EQ(error({1, 0, 4}, {ReLU()}), "input shape [1, 0, 4] has no elements");
  EXPECT_EQ(error({}, {ReLU()}), "input shape [] has no elements");
}

TEST(Analyze, EmptyNetwork) { EXPECT_EQ(ErrorOf({{3}, {}}), "a network without blocks"); }

TEST(Analyze, UnknownInput) {
  Network network = TwoTrunks();
  network.blocks[2].input = "digit";
  EXPECT_EQ(ErrorOf(network), "block \"head\": no tensor \"digit\"; there are input, digits");
}

TEST(Analyze, BlockReadsWhatIsWrittenLater) {
  EXPECT_EQ(ErrorOf({{3},
                     {{"head", "digits", "output", Rows::kAll, {Linear(2, 1)}},
                      {"trunk", kInputTensor, "digits", Rows::kAll, {Linear(3, 2)}}}}),
            "block \"head\": no tensor \"digits\"; there are input");
}

TEST(Analyze, TwoBlocksOfOneName) {
  Network network = TwoTrunks();
  network.blocks[1].name = "first";
  EXPECT_EQ(ErrorOf(network), "block \"first\": another block has this name");
}

// Blocks of one name number their layers on.
TEST(Analyze, NumbersOfLayers) {
  Network network = {{3},
                     {{"net", kInputTensor, "x", Rows::kAll, {ReLU(), Linear(3, 3)}},
                      {"net", "x", "y", Rows::kAll, {Linear(3, 1)}}}};
  network.blocks[1].first_number = 2;
  EXPECT_EQ(Analyze(network)->parameters[2].name, "net.2.weight");
  network.blocks[1].first_number = 1;
  EXPECT_EQ(ErrorOf(network), "block \"net\": another block has this name");
}

// The body reads pairs; what it adds has to be pairs, too.
TEST(Analyze, SumsOfTensors) {
  Network network = TwoTrunks();
  network.blocks.push_back({"body", "digits", "sum", Rows::kAdjacentPairs, {Linear(10, 2)}});
  Block& body = network.blocks.back();
  EXPECT_EQ(Analyze(network)->blocks.back().skip, -1);
  body.skip = "output";
  EXPECT_EQ(ErrorOf(network), "OK");
  EXPECT_EQ(Analyze(network)->blocks.back().skip, 2);
  body.skip = "outputs";
  EXPECT_EQ(ErrorOf(network),
            "block \"body\": no tensor \"outputs\"; there are input, digits, output, sum");
  body.skip = "digits";
  EXPECT_EQ(
      ErrorOf(network),
      "block \"body\": adds \"digits\", rows of shape [5], to rows of shape [2], one for 2 of "
      "the input, wants as many rows of one shape");
  body.layers = {Linear(10, 5)};
  EXPECT_EQ(
      ErrorOf(network),
      "block \"body\": adds \"digits\", rows of shape [5], to rows of shape [5], one for 2 of "
      "the input, wants as many rows of one shape");
  body.skip = "sum";
  EXPECT_EQ(ErrorOf(network), "block \"body\": writes what has been read before");
}

// What is added counts as read.
TEST(Analyze, WriterAfterASum) {
  EXPECT_EQ(ErrorOf({{2},
                     {{"a", kInputTensor, "x", Rows::kEven, {ReLU()}},
                      {"b", kInputTensor, "y", Rows::kAll, {ReLU()}, "x"},
                      {"c", kInputTensor, "x", Rows::kOdd, {ReLU()}}}}),
            "block \"c\": writes what has been read before");
}

TEST(Analyze, WritesToTheInput) {
  EXPECT_EQ(ErrorOf({{3}, {{"net", kInputTensor, kInputTensor, Rows::kAll, {ReLU()}}}}),
            "block \"net\": writes the network's input");
}

TEST(Analyze, WritersOfOneTensor) {
  const std::string wants_writers =
      "tensor \"digits\": wants one writer of all rows, or one of the even and one of the odd rows";
  Network network = TwoTrunks();
  network.blocks[1].rows = Rows::kEven;
  EXPECT_EQ(ErrorOf(network), wants_writers);
  network.blocks[1].rows = Rows::kAll;
  EXPECT_EQ(ErrorOf(network), wants_writers);
  network = TwoTrunks();
  network.blocks.erase(network.blocks.begin() + 1);
  EXPECT_EQ(ErrorOf(network), wants_writers);
  network = TwoTrunks();
  network.blocks[0].rows = network.blocks[1].rows = Rows::kAll;
  EXPECT_EQ(ErrorOf(network), wants_writers);
}

TEST(Analyze, WritersOfOtherShapes) {
  Network network = TwoTrunks();
  network.blocks[1].layers.back() = Linear(48, 4);
  EXPECT_EQ(ErrorOf(network),
            "block \"second\": writes rows of shape [4] into \"digits\" of rows [5]");
}

TEST(Analyze, WriterAfterAReader) {
  Network network = TwoTrunks();
  std::swap(network.blocks[1], network.blocks[2]);
  EXPECT_EQ(ErrorOf(network), "block \"second\": writes what has been read before");
}

TEST(Analyze, PairsOfImages) {
  EXPECT_EQ(
      ErrorOf({{1, 4, 4}, {{"net", kInputTensor, "output", Rows::kAdjacentPairs, {Flatten()}}}}),
      "block \"net\": pairs rows of features, not of shape [1, 4, 4]");
}

TEST(NetworkInfo, FindTensor) {
  const NetworkInfo info = *Analyze(TwoTrunks());
  EXPECT_EQ(*info.FindTensor("digits"), 1);
  const absl::Status status = info.FindTensor("logits").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "no tensor \"logits\"; there are input, digits, output");
}

}  // namespace
}  // namespace tenfold
