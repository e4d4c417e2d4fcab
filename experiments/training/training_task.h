// What a run trains, as data: nothing here depends on the engine that does it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
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
  std::vector<int32_t> ids;          // the place of each in the data set; empty if it has none
  std::vector<int32_t> row_classes;  // what each row shows, for figures alone; may be empty
};

// What a network answers and how it is judged by the first of a sample's targets.
struct Answer {
  enum class Rule {
    kClass,  // right if the largest value is the class's
    kSign,   // right if value and target have one sign, in every feature
    kHalf,   // right if both are above 0.5 or neither is, in every feature
    kValue,  // the target itself: what is judged is how far off it is
  };
  Rule rule = Rule::kClass;
  // Of one shape; the answer is their mean. Several are of networks that are trained side by side.
  std::vector<std::string> tensors;
  // kValue: what one unit of each feature is in the target's own units; empty for 1.
  std::vector<double> units = {};
};

// What separates the two sides, of kSign and kHalf.
inline float Threshold(Answer::Rule rule) { return rule == Answer::Rule::kHalf ? 0.5f : 0.0f; }

// Where a run's random numbers come from; the run's seed where nothing is said.
struct Seeds {
  std::optional<uint64_t> weights, order;
};

// Part of the train samples is held out, and training ends when `patience` epochs in a row have
// brought no lower loss of them; the weights are then those with the least. 0: none is held out.
struct EarlyStopping {
  int patience = 0;
  double fraction = 0.1;  // of the train samples
};

struct TrainingTask {
  Network network;
  std::vector<LossTerm> losses;
  Answer answer;
  Seeds seeds;
  OptimizerOptions optimizer;
  int epochs = 0;
  int batch_size = 0;  // samples; the last batch of an epoch may be smaller
  Initialization initialization = Initialization::kFanIn;
  // In place of weights that are drawn: of all parameters, in canonical order and layout.
  std::vector<std::vector<float>> initial_weights;
  double learning_rate = 0.0;  // the highest; each step has the schedule's factor of it
  LearningRateSchedule schedule;
  EarlyStopping early_stopping;
  Augmentation augmentation;  // of the train inputs, drawn anew for each epoch
  Samples train, test;
  Samples probe;  // answered after training too, for figures; may be empty
  // What has to stand beside saved weights for who uses them later: name and text.
  std::map<std::string, std::string> weights_metadata;
  // Hyperparameters that change nothing of this task, and what would make each matter.
  std::map<std::string, std::string> without_effect;
};

}  // namespace tenfold
