#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "engine/backends/backends.h"
#include "experiments/training/testing/sign_task.h"
#include "experiments/training/trainer.h"

namespace tenfold {
namespace {

// Everything that remembers something from step to step takes part: Adam, statistics, dropout's
// masks, a schedule, augmentation, batches in an order of their own.
TrainingTask TaskWithMemory() {
  TrainingTask task = SignTask();
  task.network.blocks[0].layers = {Linear(2, 8), BatchNorm1d(8), Tanh(), Dropout(0.2),
                                   Linear(8, 1)};
  task.optimizer = AdamOptions{};
  task.schedule = {LearningRateSchedule::Decay::kCosine, /*warmup=*/0.2};
  task.learning_rate = 0.01;
  task.epochs = 6;
  task.batch_size = 7;
  return task;
}

void ExpectSame(const TrainingResult& a, const TrainingResult& b, const std::string& what) {
  EXPECT_EQ(a.train_loss, b.train_loss) << what;
  EXPECT_EQ(a.first_losses, b.first_losses) << what;
  EXPECT_EQ(a.initial_weights, b.initial_weights) << what;
  EXPECT_EQ(a.final_weights, b.final_weights) << what;
  EXPECT_EQ(a.test.outputs, b.test.outputs) << what;
}

TEST(Train, GoesOnFromACheckpointAsIfItHadNotStopped) {
  const TrainingTask task = TaskWithMemory();
  for (const Backend* engine : AllBackends()) {
    std::vector<TrainingProgress> saved;
    Checkpointing checkpoints;
    checkpoints.every = 2;
    checkpoints.save = [&](const TrainingProgress& progress) {
      saved.push_back(progress);
      return absl::OkStatus();
    };
    const TrainingResult whole = *Train(task, 1, *engine, Always, checkpoints);
    ExpectSame(*Train(task, 1, *engine, Always), whole, "without checkpoints");
    ASSERT_EQ(saved.size(), 2u);  // none after the last epoch
    EXPECT_EQ(saved[0].epochs(), 2);
    EXPECT_EQ(saved[1].epochs(), 4);
    for (const TrainingProgress& progress : saved) {
      int epochs = 0;
      const TrainingResult resumed = *Train(task, 1, *engine,
                                            [&] {
                                              ++epochs;
                                              return true;
                                            },
                                            {0, nullptr, progress});
      EXPECT_EQ(epochs, task.epochs - progress.epochs());
      ExpectSame(resumed, whole, std::string(engine->name()));
    }
  }
}

// A training may go on with another engine; simd and reference are the same to the bit.
TEST(Train, ACheckpointIsOfNoEngine) {
  const TrainingTask task = TaskWithMemory();
  std::optional<TrainingProgress> last;
  Checkpointing checkpoints;
  checkpoints.every = 1;
  checkpoints.save = [&](const TrainingProgress& progress) {
    last = progress;
    return absl::OkStatus();
  };
  const TrainingResult whole = *Train(task, 1, **FindBackend("simd"), Always, checkpoints);
  const TrainingResult resumed =
      *Train(task, 1, **FindBackend("reference"), Always, {0, nullptr, last});
  ExpectSame(resumed, whole, "reference after simd");
}

TEST(Train, EndsWhereACheckpointCannotBeSaved) {
  Checkpointing checkpoints;
  checkpoints.every = 1;
  checkpoints.save = [](const TrainingProgress&) { return absl::ResourceExhaustedError("full"); };
  EXPECT_EQ(Train(TaskWithMemory(), 1, **FindBackend("simd"), Always, checkpoints).status(),
            absl::ResourceExhaustedError("full"));
}

TEST(Train, CanBeginWithWeightsThatAreGiven) {
  TrainingTask task = SignTask();
  const Backend& backend = **FindBackend("reference");
  const TrainingResult first = *Train(task, 1, backend, Always);
  task.initial_weights = first.final_weights;
  const TrainingResult second = *Train(task, 2, backend, Always);
  EXPECT_EQ(second.initial_weights, first.final_weights);
  EXPECT_NE(second.final_weights, first.final_weights);
}

TEST(Answers, AreThoseOfTheEvaluation) {
  const TrainingTask task = TaskWithMemory();
  for (const Backend* engine : AllBackends()) {
    const TrainingResult result = *Train(task, 1, *engine, Always);
    EXPECT_EQ(*Answers(task, task.test, result.final_weights, *engine), result.test.outputs)
        << engine->name();
  }
}

}  // namespace
}  // namespace tenfold
