#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/backends/backends.h"
#include "experiments/training/testing/sign_task.h"
#include "experiments/training/trainer.h"

namespace tenfold {
namespace {

void ExpectSame(const absl::StatusOr<TrainingResult>& a, const TrainingResult& b) {
  ASSERT_TRUE(a.ok()) << a.status();
  EXPECT_EQ(a->train_loss, b.train_loss);
  EXPECT_EQ(a->first_losses, b.first_losses);
  EXPECT_EQ(a->diverged_step, b.diverged_step);
  EXPECT_EQ(a->initial_weights, b.initial_weights);
  ASSERT_EQ(a->final_weights.size(), b.final_weights.size());
  for (size_t i = 0; i < b.final_weights.size(); ++i) {
    for (size_t j = 0; j < b.final_weights[i].size(); ++j) {
      const float x = a->final_weights[i][j], y = b.final_weights[i][j];
      EXPECT_TRUE(x == y || (std::isnan(x) && std::isnan(y))) << x << " and " << y;
    }
  }
  EXPECT_EQ(a->train.outputs, b.train.outputs);
  EXPECT_EQ(a->test.metrics, b.test.metrics);
}

// With samples, seeds, rates and schedules of their own.
std::vector<TrainingTask> DifferentTasks(int count) {
  std::vector<TrainingTask> tasks(count, SignTask());
  for (int i = 0; i < count; ++i) {
    tasks[i].epochs = 7;
    tasks[i].learning_rate = 0.1 * (i + 1);
    for (float& input : tasks[i].train.inputs) input += 0.01f * static_cast<float>(i);
    if (i % 2 == 0) tasks[i].schedule.decay = LearningRateSchedule::Decay::kCosine;
    if (i % 3 == 0) tasks[i].seeds.order = 5;
    if (i % 3 == 1) tasks[i].initialization = Initialization::kXavier;
  }
  return tasks;
}

std::vector<TrainingRun> RunsOf(const std::vector<TrainingTask>& tasks) {
  std::vector<TrainingRun> runs;
  for (size_t i = 0; i < tasks.size(); ++i) runs.push_back({&tasks[i], 10 + i});
  return runs;
}

TEST(TrainTogether, GivesEachRunWhatItGivesAlone) {
  for (const int count : {2, 4, 7, 16}) {
    const std::vector<TrainingTask> tasks = DifferentTasks(count);
    const std::vector<TrainingRun> runs = RunsOf(tasks);
    for (const Backend* engine : AllBackends()) {
      const auto results = TrainTogether(runs, *engine, Always);
      for (size_t i = 0; i < runs.size(); ++i) {
        ExpectSame(results[i], *Train(*runs[i].task, runs[i].seed, *engine, Always));
      }
    }
    const auto results = TrainTogether(runs, **FindBackend("simd"), Always);
    for (size_t i = 0; i < runs.size(); ++i) {
      ExpectSame(results[i],
                 *Train(*runs[i].task, runs[i].seed, **FindBackend("reference"), Always));
    }
  }
}

// Others end where they would, with the weights that they had then.
TEST(TrainTogether, ARunThatDivergesLeavesOthersAlone) {
  std::vector<TrainingTask> tasks = DifferentTasks(6);
  for (TrainingTask& task : tasks) {
    task.network.blocks[0].layers = {Linear(2, 8), ReLU(), Linear(8, 1)};
    task.learning_rate = 0.01;
  }
  tasks[1].learning_rate = 1e20;
  tasks[4].learning_rate = 30.0;
  const std::vector<TrainingRun> runs = RunsOf(tasks);
  for (const Backend* engine : AllBackends()) {
    const auto results = TrainTogether(runs, *engine, Always);
    EXPECT_TRUE(results[1]->diverged_step.has_value());
    EXPECT_TRUE(results[4]->diverged_step.has_value());
    EXPECT_NE(results[1]->diverged_step, results[4]->diverged_step);
    EXPECT_FALSE(results[0]->diverged_step.has_value());
    for (size_t i = 0; i < runs.size(); ++i) {
      ExpectSame(results[i], *Train(*runs[i].task, runs[i].seed, *engine, Always));
    }
  }
}

TEST(TrainTogether, ARunThatCannotBeTrainedLeavesOthersAlone) {
  std::vector<TrainingTask> tasks = DifferentTasks(5);
  tasks[2].answer.tensors = {"nothing"};
  const std::vector<TrainingRun> runs = RunsOf(tasks);
  const auto results = TrainTogether(runs, **FindBackend("simd"), Always);
  EXPECT_EQ(results[2].status().code(), absl::StatusCode::kNotFound);
  for (const size_t i : {0, 1, 3, 4}) {
    ExpectSame(results[i], *Train(tasks[i], runs[i].seed, **FindBackend("simd"), Always));
  }
}

TEST(TrainTogether, CanBeInterruptedBetweenEpochs) {
  const std::vector<TrainingTask> tasks = DifferentTasks(5);
  int epochs = 0;
  for (const auto& result :
       TrainTogether(RunsOf(tasks), **FindBackend("simd"), [&] { return ++epochs <= 3; })) {
    EXPECT_EQ(result.status().code(), absl::StatusCode::kCancelled);
  }
  EXPECT_EQ(epochs, 4);
}

}  // namespace
}  // namespace tenfold
