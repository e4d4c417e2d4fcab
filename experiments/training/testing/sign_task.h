// A small task that tests train.
#pragma once

#include "engine/numerics/random.h"
#include "experiments/training/training_task.h"

namespace tenfold {

inline bool Always() { return true; }

// Is the sum of two numbers positive? 23 samples, batches of 5, so that the last one has 3.
inline TrainingTask SignTask() {
  TrainingTask task;
  task.network = {
      {2},
      {{"net", kInputTensor, "output", Rows::kAll, {Linear(2, 4), Tanh(), Linear(4, 1), Tanh()}}}};
  task.losses = {{"mse", LossKind::kMse, "output"}};
  task.answer = {Answer::Rule::kSign, {"output"}};
  task.optimizer = SgdOptions{};
  task.epochs = 150;
  task.batch_size = 5;
  task.learning_rate = 0.5;
  PhiloxGenerator generator(9, Stream::kData);
  for (Samples* samples : {&task.train, &task.test}) {
    samples->count = 23;
    samples->targets.resize(1);
    for (int i = 0; i < samples->count; ++i) {
      const float x = 2 * generator.NextUniform() - 1, y = 2 * generator.NextUniform() - 1;
      samples->inputs.insert(samples->inputs.end(), {x, y});
      samples->targets[0].values.push_back(x + y > 0 ? 1.0f : -1.0f);
    }
  }
  return task;
}

}  // namespace tenfold
