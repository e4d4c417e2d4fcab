#include "experiments/sweeps/training_hyperparameters.h"

#include <gtest/gtest.h>

#include "experiments/training/training_task_reader.h"

namespace tenfold {
namespace {

using Decay = LearningRateSchedule::Decay;

TrainingTask Read(const Hyperparameters& hyperparameters, std::string* error = nullptr) {
  HyperparameterReader reader(hyperparameters);
  TrainingTask task;
  ReadTrainingHyperparameters(reader, task);
  if (error != nullptr) *error = std::string(reader.status().message());
  return task;
}

TEST(TrainingHyperparameters, DefaultsAreThoseOfTheEngine) {
  const TrainingTask task = Read(TrainingHyperparameters(3, 20, "sgd", 0.5));
  EXPECT_EQ(task.epochs, 3);
  EXPECT_EQ(task.batch_size, 20);
  EXPECT_EQ(task.learning_rate, 0.5);
  EXPECT_EQ(std::get<SgdOptions>(task.optimizer).momentum, 0.0);
  EXPECT_EQ(task.schedule.decay, Decay::kConstant);
  EXPECT_EQ(task.schedule.warmup, 0.0);
}

TEST(TrainingHyperparameters, OptimizersAndInitialization) {
  Hyperparameters h = TrainingHyperparameters(3, 20, "adam", 0.5);
  h["weight_decay"] = 0.01;
  EXPECT_EQ(std::get<AdamOptions>(Read(h).optimizer).weight_decay, 0.0);
  h["optimizer"] = "adamw";
  EXPECT_EQ(std::get<AdamOptions>(Read(h).optimizer).weight_decay, 0.01);
  EXPECT_EQ(Read(h).initialization, Initialization::kFanIn);
  h["initialization"] = "he";
  EXPECT_EQ(Read(h).initialization, Initialization::kHe);
  h["initialization"] = "xavier";
  EXPECT_EQ(Read(h).initialization, Initialization::kXavier);
}

TEST(TrainingHyperparameters, SeedsAreTheRunsUnlessTheyAreSaid) {
  Hyperparameters h = TrainingHyperparameters(3, 20, "sgd", 0.5);
  EXPECT_EQ(Read(h).seeds.weights, std::nullopt);
  EXPECT_EQ(Read(h).seeds.order, std::nullopt);
  h["weights_seed"] = "7";
  h["order_seed"] = "9223372036854775807";
  EXPECT_EQ(Read(h).seeds.weights, 7u);
  EXPECT_EQ(Read(h).seeds.order, 9223372036854775807u);
  for (const char* wrong : {"-1", "x", "9223372036854775808", "1.5"}) {
    std::string error;
    h["order_seed"] = wrong;
    Read(h, &error);
    EXPECT_EQ(error, std::string("order_seed is ") + wrong + ", wants run or a seed from 0");
  }
  h.erase("order_seed");
  h.erase("weights_seed");
  EXPECT_EQ(Read(h).seeds.weights, std::nullopt) << "of a record from before";
}

TEST(TrainingHyperparameters, Schedules) {
  Hyperparameters h = TrainingHyperparameters(3, 20, "adam", 0.5);
  for (const auto& [name, decay] : {std::pair{"constant", Decay::kConstant},
                                    {"linear", Decay::kLinear},
                                    {"step", Decay::kStep},
                                    {"cosine", Decay::kCosine},
                                    {"cosine-restarts", Decay::kCosineRestarts}}) {
    h["schedule"] = name;
    EXPECT_EQ(Read(h).schedule.decay, decay) << name;
  }
  h["warmup"] = 0.05;
  h["stages"] = 5;
  h["stage_factor"] = 0.25;
  EXPECT_EQ(Read(h).schedule.warmup, 0.05);
  EXPECT_EQ(Read(h).schedule.stages, 5);
  EXPECT_EQ(Read(h).schedule.stage_factor, 0.25);
  std::string error;
  h["warmup"] = 1.0;
  Read(h, &error);
  EXPECT_EQ(error, "warmup is 1.0, wants a number from 0 to 0.999");
  h["schedule"] = "cosin";
  Read(h, &error);
  EXPECT_EQ(error,
            "schedule is cosin, wants constant or linear or step or cosine or cosine-restarts");
}

TEST(TrainingHyperparameters, ClippingAndEarlyStoppingAreOffUnlessTheyAreSaid) {
  Hyperparameters h = TrainingHyperparameters(3, 20, "adam", 0.5);
  EXPECT_EQ(MaxGradNorm(Read(h).optimizer), 0.0);
  EXPECT_EQ(Read(h).early_stopping.patience, 0);
  h["max_grad_norm"] = 0.5;
  EXPECT_EQ(MaxGradNorm(Read(h).optimizer), 0.5);
  h["optimizer"] = "sgd";
  EXPECT_EQ(MaxGradNorm(Read(h).optimizer), 0.5);
  h["early_stopping_patience"] = 7;
  h["early_stopping_fraction"] = 0.25;
  EXPECT_EQ(Read(h).early_stopping.patience, 7);
  EXPECT_EQ(Read(h).early_stopping.fraction, 0.25);
  std::string error;
  h["early_stopping_fraction"] = 1.0;
  Read(h, &error);
  EXPECT_EQ(error, "early_stopping_fraction is 1.0, wants a number above 0 to 0.999");
  h["max_grad_norm"] = -1.0;
  Read(h, &error);
  EXPECT_EQ(error, "max_grad_norm is -1.0, wants a number from 0 to 1e+06");
}

}  // namespace
}  // namespace tenfold
