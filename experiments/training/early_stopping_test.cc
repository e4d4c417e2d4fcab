#include "experiments/training/early_stopping.h"

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
#include "engine/numerics/random.h"
#include "experiments/training/testing/sign_task.h"
#include "experiments/training/trainer.h"

namespace tenfold {
namespace {

// A noisy sign: what is learnt of the labels that are wrong makes the held-out loss rise again.
TrainingTask NoisyTask() {
  TrainingTask task = SignTask();
  task.network.blocks[0].layers = {Linear(2, 16), Tanh(), Linear(16, 1), Tanh()};
  for (int i = 0; i < task.train.count; i += 4) {
    float& target = task.train.targets[0].values[i];
    target = -target;
  }
  task.early_stopping = {/*patience=*/4, /*fraction=*/0.3};
  task.train.ids.resize(task.train.count);
  std::iota(task.train.ids.begin(), task.train.ids.end(), 0);
  return task;
}

// As a training on what is left, with the held-out loss looked at after each epoch, does by hand.
TEST(Train, StopsWhenTheHeldOutLossNoLongerFalls) {
  const TrainingTask task = NoisyTask();
  Samples held_out;
  TrainingTask rest = *HoldOut(task, 3, held_out);
  EXPECT_EQ(held_out.count, 7);
  EXPECT_EQ(rest.train.count, 16);
  rest.early_stopping = {};
  rest.test = held_out;
  for (const Backend* backend : AllBackends()) {
    const TrainingResult result = *Train(task, 3, *backend, Always);
    ASSERT_TRUE(result.early_stop.has_value());
    const EarlyStop& stop = *result.early_stop;
    ASSERT_TRUE(stop.stopped) << backend->name();
    EXPECT_EQ(result.train_loss.size(), stop.held_out_loss.size());
    EXPECT_EQ(static_cast<int>(stop.held_out_loss.size()), stop.best_epoch + 4);
    const double best = stop.held_out_loss[stop.best_epoch - 1];
    for (const double loss : stop.held_out_loss) EXPECT_GE(loss, best);

    rest.epochs = stop.best_epoch;
    const TrainingResult by_hand = *Train(rest, 3, *backend, Always);
    EXPECT_EQ(by_hand.final_weights, result.final_weights) << backend->name();
    EXPECT_FALSE(by_hand.early_stop.has_value());
    double squares = 0.0;
    for (int i = 0; i < held_out.count; ++i) {
      squares += std::pow(by_hand.test.outputs[i] - held_out.targets[0].values[i], 2);
    }
    EXPECT_NEAR(best, squares / held_out.count, 1e-6) << backend->name();
    // All train samples are judged.
    EXPECT_EQ(result.train.outputs.size(), 23u);
  }
}

TEST(Train, TheBestEpochIsTakenAlsoIfTheLastIsReached) {
  TrainingTask task = NoisyTask();
  task.epochs = (*Train(task, 3, **FindBackend("simd"), Always)).early_stop->best_epoch + 2;
  const TrainingResult result = *Train(task, 3, **FindBackend("simd"), Always);
  EXPECT_FALSE(result.early_stop->stopped);
  EXPECT_EQ(result.early_stop->best_epoch, task.epochs - 2);
  EXPECT_EQ(static_cast<int>(result.train_loss.size()), task.epochs);
  TrainingTask shorter = task;
  shorter.epochs -= 2;
  EXPECT_EQ((*Train(shorter, 3, **FindBackend("simd"), Always)).final_weights,
            result.final_weights);
}

// By the seed alone, whatever the order or the weights are; each sample is in one of the two parts.
TEST(HoldOut, IsDrawnFromTheSeed) {
  TrainingTask task = NoisyTask();
  Samples first, again, other;
  const TrainingTask rest = *HoldOut(task, 3, first);
  task.seeds = {5, 6};
  HoldOut(task, 3, again).IgnoreError();
  HoldOut(task, 4, other).IgnoreError();
  EXPECT_EQ(first.ids, again.ids);
  EXPECT_NE(first.ids, other.ids);
  PhiloxGenerator generator(3, Stream::kHeldOut);
  std::vector<int32_t> drawn = RandomPermutation(23, generator);
  drawn.resize(7);
  std::sort(drawn.begin(), drawn.end());
  EXPECT_EQ(first.ids, drawn);
  std::vector<int32_t> both = first.ids;
  both.insert(both.end(), rest.train.ids.begin(), rest.train.ids.end());
  std::sort(both.begin(), both.end());
  EXPECT_EQ(both, task.train.ids);
  for (int i = 0; i < 7; ++i) {
    EXPECT_EQ(first.targets[0].values[i], task.train.targets[0].values[first.ids[i]]);
    EXPECT_EQ(first.inputs[2 * i + 1], task.train.inputs[2 * first.ids[i] + 1]);
  }
}

TEST(HoldOut, LeavesSomethingToTrainOn) {
  TrainingTask task = NoisyTask();
  task.early_stopping.fraction = 0.99;
  EXPECT_EQ(NumHeldOut(task), 22);
  task.early_stopping.fraction = 0.001;
  EXPECT_EQ(NumHeldOut(task), 1);
  task.early_stopping.patience = 0;
  EXPECT_EQ(NumHeldOut(task), 0);
  Samples held_out;
  task.train.count = 1;
  EXPECT_EQ(HoldOut(task, 1, held_out).status().message(),
            "early stopping holds out train samples, wants at least 2 and there are 1");
}

// A training that diverges says so as any other; its weights are those that it has.
TEST(Train, DivergesWithHeldOutSamplesToo) {
  TrainingTask task = NoisyTask();
  task.network.blocks[0].layers = {Linear(2, 1)};
  task.learning_rate = 1e20;
  const TrainingResult result = *Train(task, 1, **FindBackend("simd"), Always);
  EXPECT_TRUE(result.diverged_step.has_value());
  EXPECT_TRUE(result.test.outputs.empty());
}

}  // namespace
}  // namespace tenfold
