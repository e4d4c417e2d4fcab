#include "experiments/training/trainer.h"

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
#include "engine/numerics/processor.h"
#include "engine/numerics/random.h"
#include "experiments/training/testing/sign_task.h"

namespace tenfold {
namespace {

TEST(Train, Learns) {
  const TrainingTask task = SignTask();
  const TrainingResult result = *Train(task, 1, **FindBackend("reference"), Always);
  ASSERT_EQ(result.train_loss.size(), 150u);
  EXPECT_LT(result.train_loss.back(), 0.2 * result.train_loss.front());
  EXPECT_GT(result.train.accuracy(), 0.95);
  EXPECT_GT(result.test.accuracy(), 0.8);
  EXPECT_EQ(result.first_losses.size(), 50u);
  EXPECT_FALSE(result.diverged_step.has_value());
}

// The loop written out: batches from the seed's permutation of each epoch, the mean of their losses
// weighted by size, a learning rate for each step.
TEST(Train, TakesTheBatchesOfTheSeedAndTheRateOfTheStep) {
  TrainingTask task = SignTask();
  task.epochs = 2;
  task.schedule.decay = LearningRateSchedule::Decay::kLinear;
  const TrainingResult result = *Train(task, 7, **FindBackend("reference"), Always);

  const Backend& backend = **FindBackend("reference");
  const NetworkInfo info = *Analyze(task.network);
  auto store = *backend.MakeStore(task.network, task.optimizer);
  SetWeights(InitialWeights(info, 7), *store);
  auto executor = *backend.Plan(task.network, {5, task.losses}, store);
  int step = 0;
  for (uint32_t epoch = 0; epoch < 2; ++epoch) {
    PhiloxGenerator generator(7, Stream::kBatchOrder, epoch);
    const std::vector<int32_t> order = RandomPermutation(23, generator);
    double sum = 0;
    for (int first = 0; first < 23; first += 5) {
      std::vector<float> inputs, targets;
      for (int i = first; i < std::min(first + 5, 23); ++i) {
        inputs.push_back(task.train.inputs[2 * order[i]]);
        inputs.push_back(task.train.inputs[2 * order[i] + 1]);
        targets.push_back(task.train.targets[0].values[order[i]]);
      }
      const Targets batch_targets = {targets.data(), nullptr};
      const int rows = static_cast<int>(targets.size());
      const double rate = task.learning_rate * (1.0 - step++ / 10.0);
      sum += rows * executor->TrainStep(inputs.data(), rows, {&batch_targets, 1}, rate);
    }
    EXPECT_EQ(result.train_loss[epoch], sum / 23);
  }
  EXPECT_EQ(result.final_weights, GetWeights(info, *store));
}

TEST(Train, SaysAtWhichStepItDiverged) {
  TrainingTask task = SignTask();
  task.network.blocks[0].layers = {Linear(2, 1)};
  task.learning_rate = 1e20;
  const TrainingResult result = *Train(task, 1, **FindBackend("eigen"), Always);
  ASSERT_TRUE(result.diverged_step.has_value());
  EXPECT_GT(*result.diverged_step, 1);
  EXPECT_EQ(result.first_losses.size(), static_cast<size_t>(*result.diverged_step - 1));
  for (double loss : result.first_losses) EXPECT_TRUE(std::isfinite(loss));
}

// Whatever the engine: `reference` computes NaN, another may flush or clip.
TEST(Train, SaysSoForEveryEngine) {
  TrainingTask task = SignTask();
  task.network.blocks[0].layers = {Linear(2, 8), ReLU(), Linear(8, 1)};
  task.learning_rate = 1e20;
  for (const Backend* engine : AllBackends()) {
    const TrainingResult result = *Train(task, 1, *engine, Always);
    EXPECT_TRUE(result.diverged_step.has_value()) << engine->name();
    EXPECT_TRUE(result.train.outputs.empty()) << engine->name();
  }
}

// The one step has a finite loss, and its update leaves nothing finite.
TEST(Train, SaysThatTheLastUpdateDiverged) {
  TrainingTask task = SignTask();
  task.network.blocks[0].layers = {Linear(2, 8), ReLU(), Linear(8, 1)};
  task.learning_rate = 1e38;
  task.epochs = 1;
  task.batch_size = 23;
  for (const Backend* engine : AllBackends()) {
    const TrainingResult result = *Train(task, 1, *engine, Always);
    EXPECT_EQ(result.first_losses.size(), 1u) << engine->name();
    EXPECT_EQ(result.diverged_step, 2) << engine->name();
    EXPECT_TRUE(result.test.outputs.empty()) << engine->name();
  }
}

// A thread whose denormals are flushed and that rounds otherwise, as a library may have left it.
TEST(Train, GivesTheSameInAnyFloatingPointEnvironment) {
  TrainingTask task = SignTask();
  task.epochs = 3;
  for (float& value : task.train.inputs) value *= 0x1p-60f;  // gradients and their steps are tiny
  task.train.inputs[0] = 0x1p-140f;
  task.optimizer = AdamOptions{};
  const Backend& backend = **FindBackend("reference");
  const TrainingResult expected = *Train(task, 1, backend, Always);
  const uint64_t before = FloatingPointControl();
  SetFloatingPointControl(before | kControlFlush | kControlUpward);
  const uint64_t changed = FloatingPointControl();
  const TrainingResult result = *Train(task, 1, backend, Always);
  EXPECT_EQ(FloatingPointControl() & ~kControlExceptions, changed & ~kControlExceptions);
  SetFloatingPointControl(before);
  EXPECT_EQ(result.final_weights, expected.final_weights);
  EXPECT_EQ(result.train_loss, expected.train_loss);
}

TEST(Train, CanBeInterruptedBetweenEpochs) {
  int epochs = 0;
  const auto result = Train(SignTask(), 1, **FindBackend("eigen"), [&] { return ++epochs <= 3; });
  EXPECT_EQ(result.status().code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(epochs, 4);
}

// A seed of its own for one part of what is random leaves the other as it is.
TEST(Train, WeightsAndOrderCanHaveSeedsOfTheirOwn) {
  const TrainingTask task = SignTask();
  const auto train = [&](uint64_t seed, const Seeds& seeds) {
    TrainingTask seeded = task;
    seeded.seeds = seeds;
    return *Train(seeded, seed, **FindBackend("reference"), Always);
  };
  const TrainingResult one = train(1, {});
  const TrainingResult weights = train(2, {/*weights=*/1, std::nullopt});
  EXPECT_EQ(weights.initial_weights, one.initial_weights);
  EXPECT_NE(weights.first_losses, one.first_losses);
  const TrainingResult order = train(1, {std::nullopt, /*order=*/2});
  EXPECT_EQ(order.initial_weights, one.initial_weights);
  EXPECT_EQ(order.first_losses, weights.first_losses);
  const TrainingResult both = train(2, {/*weights=*/1, /*order=*/1});
  EXPECT_EQ(both.final_weights, one.final_weights);
}

}  // namespace
}  // namespace tenfold
