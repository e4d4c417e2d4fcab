// What is timed, as data: workloads (whole trainings) and operations.
//
// Sizes are numbers of features, channels, pixels a side, samples and rows; a batch is in samples.
#pragma once

#include <string>
#include <vector>

#include "engine/losses/loss.h"
#include "engine/network/network.h"
#include "engine/optimizers/optimizer.h"

namespace tenfold::benchmarks {

// A setting of an experiment; `overrides` ("name=value") change its preset's hyperparameters. All
// other variants of all presets are workloads too, named like their runs: "pairs/course/cnn".
struct SettingWorkload {
  std::string name;
  std::string experiment, preset, variant;
  std::vector<std::string> overrides;
};

inline const std::vector<SettingWorkload>& SettingWorkloads() {
  static const std::vector<SettingWorkload> workloads = {
      // 2-25-25-25-25-1 on 1000 points with targets 1 and -1, ReLU, tanh at the end, mean squared
      // error, SGD.
      {"W1 b10", "disc", "paper", "depth-4", {"labels=plus-minus-one", "batch_size=10"}},
      {"W1 b100", "disc", "paper", "depth-4", {"labels=plus-minus-one", "batch_size=100"}},
      {"W1 b1000", "disc", "paper", "depth-4", {"labels=plus-minus-one", "batch_size=1000"}},
      // Shared trunk 196-128-64-10, head 20-32-2, both losses, Adam, 1000 pairs, batch 100.
      {"W2", "pairs", "course", "mlp-shared-aux", {"mlp_hidden=128-64"}},
      // Shared trunk conv 1-32 3x3, ReLU, pool 2, conv 32-64 3x3, ReLU, pool 2, 256-128-10; head,
      // losses, optimizer and batch as W2.
      {"W3", "pairs", "course", "cnn-shared-aux", {"cnn_hidden=128"}},
  };
  return workloads;
}

// A network that no experiment trains, but other engines publish.
struct NetworkWorkload {
  std::string name;
  Network network;
  int classes;
  bool mnist;  // MNIST's first images, or else drawn inputs
  OptimizerOptions optimizer;
  double learning_rate;
  int samples, batch_size;
};

// Of the size that a student trains on iris, of which a thousand are a matter of seconds.
inline constexpr char kIrisSized[] = "MLP 4-16-3";

inline const std::vector<NetworkWorkload>& NetworkWorkloads() {
  static const std::vector<NetworkWorkload> workloads = {
      // LeCun et al. 1998, with max-pooling, ReLU and unpadded 28x28 input as usual today.
      {"LeNet-5",
       {{1, 28, 28},
        {{"net",
          kInputTensor,
          "output",
          Rows::kAll,
          {Conv2d(1, 6, 5), ReLU(), MaxPool2d(2), Conv2d(6, 16, 5), ReLU(), MaxPool2d(2), Flatten(),
           Linear(256, 120), ReLU(), Linear(120, 84), ReLU(), Linear(84, 10)}}}},
       10,
       true,
       AdamOptions{},
       1e-3,
       1000,
       100},
      {"MLP 4-32-16-4",
       {{4},
        {{"net",
          kInputTensor,
          "output",
          Rows::kAll,
          {Linear(4, 32), ReLU(), Linear(32, 16), ReLU(), Linear(16, 4)}}}},
       4,
       false,
       SgdOptions{},
       0.1,
       1000,
       32},
      {kIrisSized,
       {{4}, {{"net", kInputTensor, "output", Rows::kAll, {Linear(4, 16), ReLU(), Linear(16, 3)}}}},
       3,
       false,
       AdamOptions{},
       5e-3,
       120,
       16},
  };
  return workloads;
}

enum class Part {
  kForward,
  kBackward,  // SetGradient and Backward: gradients of parameters and input
  kLoss,      // ComputeLoss: the value and the gradient
  kStep,      // the optimizer's update of the layer's parameters
};

// One call of an executor of a network of one layer.
struct OperationShape {
  std::string name;
  Layer layer;
  Shape input;  // of a row
  int rows;
  std::vector<Part> parts;
  OptimizerOptions optimizer;               // for kStep
  LossKind loss = LossKind::kCrossEntropy;  // for kLoss
};

inline const std::vector<OperationShape>& OperationShapes() {
  static const std::vector<Part> passes = {Part::kForward, Part::kBackward};
  static const std::vector<OperationShape> shapes = {
      {"Linear 2-25 b100", Linear(2, 25), {2}, 100, passes, {}},
      {"Linear 25-25 b10", Linear(25, 25), {25}, 10, passes, {}},
      {"Linear 25-25 b100", Linear(25, 25), {25}, 100, passes, {}},
      {"Linear 25-25 b1000", Linear(25, 25), {25}, 1000, passes, {}},
      {"Linear 196-128 b200", Linear(196, 128), {196}, 200, passes, {}},
      {"Linear 128-64 b200", Linear(128, 64), {128}, 200, passes, {}},
      {"Linear 256-128 b200", Linear(256, 128), {256}, 200, passes, {}},
      {"Linear 1024-1024 b1000", Linear(1024, 1024), {1024}, 1000, passes, {}},
      {"Conv2d 1-32 3x3 14x14 b200", Conv2d(1, 32, 3), {1, 14, 14}, 200, passes, {}},
      {"Conv2d 32-64 3x3 6x6 b200", Conv2d(32, 64, 3), {32, 6, 6}, 200, passes, {}},
      {"Conv2d 6-16 5x5 12x12 b100", Conv2d(6, 16, 5), {6, 12, 12}, 100, passes, {}},
      {"MaxPool2d 2 32x12x12 b200", MaxPool2d(2), {32, 12, 12}, 200, passes, {}},
      {"ReLU 128 b200", ReLU(), {128}, 200, passes, {}},
      {"Tanh 1 b1000", Tanh(), {1}, 1000, passes, {}},
      {"CrossEntropy 10 b200", ReLU(), {10}, 200, {Part::kLoss}, {}, LossKind::kCrossEntropy},
      {"Mse 1 b1000", ReLU(), {1}, 1000, {Part::kLoss}, {}, LossKind::kMse},
      {"Sgd 196x128", Linear(196, 128), {196}, 2, {Part::kStep}, SgdOptions{}},
      {"Sgd momentum 196x128", Linear(196, 128), {196}, 2, {Part::kStep}, SgdOptions{0.9, false}},
      {"Adam 196x128", Linear(196, 128), {196}, 2, {Part::kStep}, AdamOptions{}},
  };
  return shapes;
}

}  // namespace tenfold::benchmarks
