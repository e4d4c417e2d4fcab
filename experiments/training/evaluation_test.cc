#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/backends/backends.h"
#include "engine/network/initial_weights.h"
#include "engine/numerics/random.h"
#include "experiments/training/testing/sign_task.h"
#include "experiments/training/trainer.h"

namespace tenfold {
namespace {

// Is the first of two 3x3 images brighter? Probabilities, batch norm and dropout.
TrainingTask ImageTask() {
  TrainingTask task;
  task.network = {{1, 3, 3},
                  {{"trunk",
                    kInputTensor,
                    "classes",
                    Rows::kAll,
                    {Flatten(), Linear(9, 6), BatchNorm1d(6), ReLU(), Dropout(0.1), Linear(6, 2)}},
                   {"head", "classes", "answer", Rows::kAdjacentPairs, {Comparison(2)}}}};
  task.losses = {{"answer", LossKind::kBinaryCrossEntropy, "answer"}};
  task.answer = {Answer::Rule::kHalf, {"answer"}};
  task.optimizer = AdamOptions{};
  task.epochs = 3;
  task.batch_size = 8;
  task.learning_rate = 0.05;
  PhiloxGenerator generator(5, Stream::kData);
  for (Samples* samples : {&task.train, &task.test}) {
    samples->count = 24;
    samples->rows_per_sample = 2;
    samples->targets.resize(1);
    for (int i = 0; i < samples->count; ++i) {
      float sums[2] = {};
      for (float& sum : sums) {
        const float brightness = generator.NextUniform();
        for (int p = 0; p < 9; ++p) {
          samples->inputs.push_back(brightness * generator.NextUniform());
          sum += samples->inputs.back();
        }
      }
      samples->targets[0].values.push_back(sums[0] > sums[1] ? 1.0f : 0.0f);
    }
  }
  return task;
}

// By the statistics that training has left and without dropout, a probability above 0.5 being a
// yes.
TEST(Train, EvaluatesByRunningStatistics) {
  TrainingTask task = ImageTask();
  task.epochs = 60;
  const Backend& backend = **FindBackend("simd");
  const TrainingResult result = *Train(task, 1, backend, Always);
  auto store = *backend.MakeStore(task.network, task.optimizer);
  SetWeights(result.final_weights, *store);
  PlanOptions options;
  options.max_rows = 48;
  options.evaluation = true;
  auto executor = *backend.Plan(task.network, options, store);
  executor->Forward(task.test.inputs.data(), 48);
  std::vector<float> outputs(24);
  executor->CopyTensor(2, outputs.data());
  EXPECT_EQ(result.test.outputs, outputs);
  int right = 0;
  for (int i = 0; i < 24; ++i) {
    right += (outputs[i] > 0.5f) == (task.test.targets[0].values[i] == 1.0f);
  }
  EXPECT_EQ(result.test.accuracy(), right / 24.0);
}

// The same with all train images warped before an epoch begins, one after the other.
TEST(Train, WarpsTheImagesOfEachEpoch) {
  TrainingTask task = ImageTask();
  WarpOptions warp;
  warp.rotation = 30.0;
  warp.shift = 1.0;
  task.augmentation = warp;
  const Backend& backend = **FindBackend("reference");
  const TrainingResult result = *Train(task, 2, backend, Always);

  auto store = *backend.MakeStore(task.network, task.optimizer);
  SetWeights(InitialWeights(*Analyze(task.network), 2), *store);
  PlanOptions options;
  options.max_rows = 16;
  options.losses = task.losses;
  options.seed = 2;
  auto executor = *backend.Plan(task.network, options, store);
  const std::vector<float>& images = task.train.inputs;
  Warper warper(3, warp, *std::min_element(images.begin(), images.end()));
  for (uint32_t epoch = 0; epoch < 3; ++epoch) {
    std::vector<float> warped(images.size());
    PhiloxGenerator augmentation(2, Stream::kAugmentation, epoch);
    for (size_t i = 0; i < images.size(); i += 9) {
      warper.Warp(augmentation, &images[i], &warped[i]);
    }
    PhiloxGenerator order_generator(2, Stream::kBatchOrder, epoch);
    const std::vector<int32_t> order = RandomPermutation(24, order_generator);
    for (int first = 0; first < 24; first += 8) {
      std::vector<float> inputs, targets;
      for (int i = first; i < first + 8; ++i) {
        inputs.insert(inputs.end(), &warped[18 * order[i]], &warped[18 * order[i]] + 18);
        targets.push_back(task.train.targets[0].values[order[i]]);
      }
      const Targets batch_targets = {targets.data(), nullptr};
      executor->TrainStep(inputs.data(), 16, {&batch_targets, 1}, task.learning_rate);
    }
  }
  EXPECT_EQ(result.final_weights, GetWeights(*Analyze(task.network), *store));
}

TEST(Train, RefusesAnAugmentationOfOtherInputs) {
  TrainingTask task = SignTask();
  task.augmentation = WarpOptions{1.0};
  EXPECT_EQ(Train(task, 1, **FindBackend("eigen"), Always).status().message(),
            "warps rows of shape [1, n, n], not [2]");
}

// Labels 1 and 0 with the threshold between them; at 0 nearly everything would be above it.
TEST(Train, AnswersAreHeldToTheThreshold) {
  TrainingTask task = SignTask();
  for (Samples* samples : {&task.train, &task.test}) {
    for (float& target : samples->targets[0].values) target = target > 0.0f ? 1.0f : 0.0f;
  }
  task.answer.rule = Answer::Rule::kHalf;
  const Backend& backend = **FindBackend("simd");
  const TrainingResult result = *Train(task, 1, backend, Always);
  int right = 0;
  for (int i = 0; i < task.test.count; ++i)
    right += (result.test.outputs[i] > 0.5f) == (task.test.targets[0].values[i] > 0.5f);
  EXPECT_EQ(result.test.accuracy(), static_cast<double>(right) / task.test.count);
  EXPECT_GT(result.train.accuracy(), 0.9);
  task.answer.rule = Answer::Rule::kSign;
  EXPECT_LT(Train(task, 1, backend, Always)->train.accuracy(), result.train.accuracy());
}

TEST(Train, AccuracyCountsRightAnswers) {
  TrainingTask task = SignTask();
  const TrainingResult result = *Train(task, 2, **FindBackend("eigen"), Always);
  int right = 0;
  for (int i = 0; i < 23; ++i)
    right += (result.test.outputs[i] > 0) == (task.test.targets[0].values[i] > 0);
  EXPECT_EQ(result.test.accuracy(), right / 23.0);
}

// Two images a sample with a class for each: rows and classes stay together when samples are
// gathered.
TEST(Train, GathersTwoRowsASample) {
  TrainingTask task;
  task.network = {{3},
                  {{"trunk", kInputTensor, "classes", Rows::kAll, {Linear(3, 3)}},
                   {"head", "classes", "answer", Rows::kAdjacentPairs, {Linear(6, 2)}}}};
  task.answer = {Answer::Rule::kClass, {"answer"}};
  task.losses = {{"answer", LossKind::kCrossEntropy, "answer"},
                 {"classes", LossKind::kCrossEntropy, "classes"}};
  task.optimizer = AdamOptions{};
  task.epochs = 200;
  task.batch_size = 4;
  task.learning_rate = 0.05;
  PhiloxGenerator generator(3, Stream::kData);
  for (Samples* samples : {&task.train, &task.test}) {
    samples->count = 30;
    samples->rows_per_sample = 2;
    samples->targets.resize(2);
    for (int i = 0; i < 30; ++i) {
      const int a = static_cast<int>(generator.NextBelow(3)),
                b = static_cast<int>(generator.NextBelow(3));
      for (int c : {a, b}) {
        for (int j = 0; j < 3; ++j) samples->inputs.push_back(j == c ? 1.0f : 0.0f);
        samples->targets[1].classes.push_back(c);
      }
      samples->targets[0].classes.push_back(a <= b);
    }
  }
  const TrainingResult result = *Train(task, 1, **FindBackend("reference"), Always);
  EXPECT_EQ(result.train.accuracy(), 1.0);
  EXPECT_LT(result.train_loss.back(), 0.2);
}

// Networks side by side are trained as each would be alone, and answer by their mean.
TEST(Train, AnswersOfSeveralNetworksAreAveraged) {
  const TrainingTask alone = SignTask();
  TrainingTask both = alone;
  Block second = both.network.blocks[0];
  second.name = "second";
  second.output = "second_output";
  both.network.blocks.push_back(second);
  both.losses.push_back({"second_mse", LossKind::kMse, "second_output"});
  both.answer.tensors = {"output", "second_output"};
  for (Samples* samples : {&both.train, &both.test}) {
    samples->targets.push_back(samples->targets[0]);
  }
  for (const char* engine : {"reference", "simd"}) {
    const TrainingResult one = *Train(alone, 1, **FindBackend(engine), Always);
    const TrainingResult two = *Train(both, 1, **FindBackend(engine), Always);
    ASSERT_EQ(two.final_weights.size(), 2 * one.final_weights.size());
    for (size_t i = 0; i < one.final_weights.size(); ++i) {
      EXPECT_EQ(two.final_weights[i], one.final_weights[i]) << engine;
    }
    // The same training, whose answer is the second's alone.
    TrainingTask other = both;
    std::swap(other.losses[0], other.losses[1]);
    other.answer.tensors = {"second_output"};
    const TrainingResult second_alone = *Train(other, 1, **FindBackend(engine), Always);
    EXPECT_EQ(second_alone.final_weights, two.final_weights);
    for (size_t i = 0; i < two.test.outputs.size(); ++i) {
      EXPECT_EQ(two.test.outputs[i], (one.test.outputs[i] + second_alone.test.outputs[i]) / 2);
    }
  }
}

TEST(Train, AnswersHaveOneShape) {
  TrainingTask task = SignTask();
  task.network.blocks.push_back({"wide", kInputTensor, "wide", Rows::kAll, {Linear(2, 3)}});
  task.answer.tensors = {"output", "wide"};
  EXPECT_EQ(Train(task, 1, **FindBackend("reference"), Always).status().message(),
            "answers are of different shapes: output and wide");
}

TEST(Train, ValuesAreJudgedByTheirDistance) {
  TrainingTask task = SignTask();
  task.network.blocks[0].layers = {Linear(2, 1)};
  task.answer = {Answer::Rule::kValue, {"output"}, {10.0}};
  for (Samples* samples : {&task.train, &task.test}) {
    for (int i = 0; i < samples->count; ++i) {
      samples->targets[0].values[i] = 3 * samples->inputs[2 * i] - samples->inputs[2 * i + 1];
    }
  }
  task.epochs = 3;
  const TrainingResult result = *Train(task, 1, **FindBackend("reference"), Always);
  double errors = 0.0, sum = 0.0, squares = 0.0;
  for (int i = 0; i < task.test.count; ++i) {
    const double target = task.test.targets[0].values[i];
    errors += std::pow(result.test.outputs[i] - target, 2);
    sum += target;
    squares += target * target;
  }
  const int n = task.test.count;
  EXPECT_NEAR(result.test.metrics.at(kRmse), 10.0 * std::sqrt(errors / n), 1e-9);
  EXPECT_NEAR(result.test.metrics.at(kR2), 1.0 - errors / (squares - sum * sum / n), 1e-9);
  EXPECT_GT(result.train.metrics.at(kR2), 0.9);
  EXPECT_EQ(result.train.metrics.count(kAccuracy), 0u);
}

TEST(Train, EqualTargetsHaveNoR2) {
  TrainingTask task = SignTask();
  task.answer.rule = Answer::Rule::kValue;
  task.test.targets[0].values.assign(task.test.count, 0.5f);
  task.epochs = 1;
  const TrainingResult result = *Train(task, 1, **FindBackend("reference"), Always);
  EXPECT_EQ(result.test.metrics.count(kR2), 0u);
  EXPECT_EQ(result.test.metrics.count(kRmse), 1u);
}

}  // namespace
}  // namespace tenfold
