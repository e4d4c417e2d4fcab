// What a run trains, as data: nothing here depends on the engine that does it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/losses/loss.h"
#include "engine/network/initial_weights.h"
#include "engine/network/network.h"
#include "engine/optimizers/optimizer.h"
#include "experiments/datasets/augmentation.h"
#include "experiments/training/learning_rate_schedule.h"

namespace tenfold {

// What one loss term compares with; the kind of the loss says which of the two is filled.
struct TargetArray {
  std::vector<float> values;     // all other kinds: [rows of the loss's tensor, features]
  std::vector<int32_t> classes;  // kCrossEntropy, kAllPairs: [rows of the loss's tensor]
};

struct Samples {
  int count = 0;
  int rows_per_sample = 1;           // rows of the network's input: 2 for a pair of images
  std::vector<float> inputs;         // [count * rows_per_sample, ...shape of a row]
  std::vector<TargetArray> targets;  // one per loss term; none if nothing is learnt or judged
  std::vector<int32_t> row_classes;  // what each row shows, for figures alone; may be empty
};

struct TrainingTask {
  Network network;
  // The first loss is the question: its tensor is the network's answer, right if the largest logit
  // is the class (kCrossEntropy), or if output and target are both above a threshold or neither:
  // `threshold` (kMse), 0.5 (kBinaryCrossEntropy). Its weight may be 0.
  std::vector<LossTerm> losses;
  float threshold = 0.0f;  // halfway between the labels
  // Further tensors of that shape, for networks trained side by side: the answer is the mean of
  // all.
  std::vector<std::string> more_answers;
  OptimizerOptions optimizer;
  int epochs = 0;
  int batch_size = 0;  // samples; the last batch of an epoch may be smaller
  Initialization initialization = Initialization::kFanIn;
  double learning_rate = 0.0;  // the highest; each step has the schedule's factor of it
  LearningRateSchedule schedule;
  Augmentation augmentation;  // of the train inputs, drawn anew for each epoch
  Samples train, test;
  Samples probe;  // answered after training too, for figures; may be empty
  // Hyperparameters that change nothing of this task, and what would make each matter.
  std::map<std::string, std::string> without_effect;
};

}  // namespace tenfold
