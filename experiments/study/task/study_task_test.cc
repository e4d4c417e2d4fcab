#include "experiments/study/task/study_task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "engine/backends/backends.h"
#include "engine/network/network_text.h"
#include "experiments/datasets/table_files.h"
#include "experiments/datasets/testing/idx_bytes.h"
#include "experiments/study/sweep.h"
#include "experiments/training/trainer.h"

namespace tenfold::study {
namespace {

constexpr char kData[] = "experiments/study/data/";

Hyperparameters With(const Hyperparameters& changes) {
  Hyperparameters hyperparameters = Presets().front().hyperparameters;
  for (const auto& item : changes.items()) hyperparameters[item.key()] = item.value();
  return hyperparameters;
}

Table Csv(const std::string& text, const std::vector<std::string>& targets) {
  const std::string path = ::testing::TempDir() + "/study/t.csv";
  MakeFile(path, text);
  return *ReadTable({path, targets, "", ""});
}
Table Known(const std::string& file, const std::string& target) {
  return *ReadTable({kData + file, {target}, "", ""});
}

std::string LayersText(const Table& table, const std::string& task, const std::string& text) {
  const absl::StatusOr<Kind> kind = KindOf(table, task);
  if (!kind.ok()) return std::string(kind.status().message());
  const absl::StatusOr<Network> network = MakeNetwork(table, *kind, text);
  return network.ok() ? NetworkToString(*network) : std::string(network.status().message());
}

TrainingTask Task(const Table& table, const std::string& text, const Hyperparameters& changes,
                  uint64_t seed = 0) {
  const Hyperparameters hyperparameters = With(changes);
  TrainingTask task = *MakeTask(table, text, hyperparameters);
  EXPECT_EQ(DrawData(table, hyperparameters, seed, task), absl::OkStatus());
  return task;
}

double MeanOfTest(const char* metric, const Table& table, const std::string& text,
                  const Hyperparameters& changes) {
  double sum = 0.0;
  for (uint64_t seed = 0; seed < 5; ++seed) {
    const TrainingTask task = Task(table, text, changes, seed);
    sum += Train(task, seed, **FindBackend("simd"), [] { return true; })->test.metrics.at(metric);
  }
  return sum / 5;
}

TEST(Study, TheLastLayerFollowsFromTheTask) {
  const Table labels = Csv("x,y\n1,a\n2,b\n3,c\n", {"y"});
  EXPECT_EQ(LayersText(labels, "auto", "Linear(8), ReLU()"), "Linear(1, 8), ReLU(), Linear(8, 3)");
  EXPECT_EQ(LayersText(labels, "auto", ""), "Linear(1, 3)");
  EXPECT_EQ(LayersText(labels, "regression", ""),
            "task is regression, wants a target of numbers, not of text");
  EXPECT_EQ(LayersText(labels, "binary", ""),
            "task is binary, wants a target of two classes, not of 3");
  const Table two = Csv("x,y\n1,a\n2,b\n3,b\n", {"y"});
  EXPECT_EQ(LayersText(two, "binary", "ReLU()"), "ReLU(), Linear(1, 1), Tanh()");
  EXPECT_EQ(LayersText(two, "classification", ""), "Linear(1, 2)");
  const Table numbers = Csv("x,y,z\n1,0.5,1\n2,1,2\n", {"y", "z"});
  EXPECT_EQ(LayersText(numbers, "auto", ""), "Linear(1, 2)");
  EXPECT_EQ(LayersText(numbers, "classification", ""),
            "task is classification, wants one target of 2 to 1000 texts or whole numbers");
  const Table digits =
      Known("digits-images-idx3-ubyte", std::string(kData) + "digits-labels-idx1-ubyte");
  EXPECT_EQ(LayersText(digits, "auto", "Conv2d(4, kernel_size=3)"),
            "Conv2d(1, 4, kernel_size=3), Flatten(), Linear(144, 10)");
  EXPECT_EQ(LayersText(digits, "auto", "Residual(Conv2d(1, kernel_size=3, padding=1), ReLU())"),
            "Residual(Conv2d(1, 1, kernel_size=3, padding=1), ReLU()), Flatten(), Linear(64, 10)");
}

// Means and deviations are those of the train rows alone, of inputs and of what is predicted.
TEST(Study, StandardisesByTrainRows) {
  const Table table = Csv("x,c,y\n1,7,10\n3,7,20\n100,7,1000\n", {"y"});
  const TrainingTask task = Task(table, "", {{"test_rows", "2"}, {"task", "regression"}});
  EXPECT_THAT(task.train.inputs, ::testing::ElementsAre(-1, 0, 1, 0));
  EXPECT_THAT(task.test.inputs, ::testing::ElementsAre(98, 0));
  EXPECT_THAT(task.train.targets[0].values, ::testing::ElementsAre(-1, 1));
  EXPECT_THAT(task.test.targets[0].values, ::testing::ElementsAre(197));
  EXPECT_THAT(task.answer.units, ::testing::ElementsAre(5.0));
  const TrainingTask raw =
      Task(table, "", {{"test_rows", "2"}, {"task", "regression"}, {"standardised", false}});
  EXPECT_THAT(raw.train.inputs, ::testing::ElementsAre(1, 7, 3, 7));
  EXPECT_THAT(raw.train.targets[0].values, ::testing::ElementsAre(10, 20));
  EXPECT_TRUE(raw.answer.units.empty());
}

TEST(Study, BinaryTargetsAreSigns) {
  const Table table = Csv("x,y\n1,b\n2,a\n3,b\n", {"y"});
  const TrainingTask task = Task(table, "", {{"test_rows", "2"}, {"task", "binary"}});
  EXPECT_THAT(task.train.targets[0].values, ::testing::ElementsAre(1, -1));
  EXPECT_EQ(task.answer.rule, Answer::Rule::kSign);
}

TEST(Study, SaysWhatHasNoEffect) {
  const Table table = Known("iris.csv", "species");
  const auto without = [&](const Hyperparameters& changes) {
    return MakeTask(table, "", With(changes))->without_effect;
  };
  EXPECT_EQ(without({}).count("split_seed"), 0u);
  EXPECT_EQ(without({{"test_rows", "0-9"}}).count("split_seed"), 1u);
  EXPECT_EQ(without({{"test_rows", "0-9"}}).count("folds"), 1u);
  EXPECT_EQ(without({{"folds", 5}}).count("test_fraction"), 1u);
  EXPECT_EQ(MakeTask(table, "", With({{"folds", 1}})).status().message(),
            "folds is 1, wants 0 for none, or from 2");
}

TEST(Study, ClassWeights) {
  const Table table = Csv("x,y\n1,a\n2,b\n3,b\n4,b\n5,b\n6,c\n7,c\n8,a\n", {"y"});
  const auto weights = [&](const Hyperparameters& changes) {
    return Task(table, "", changes).losses[0].class_weights;
  };
  EXPECT_THAT(weights({}), ::testing::IsEmpty());
  EXPECT_THAT(weights({{"class_weights", "1-2.5-0.25"}}), ::testing::ElementsAre(1, 2.5, 0.25));
  // Of the train rows: one a, four b, two c.
  EXPECT_THAT(weights({{"class_weights", "balanced"}, {"test_rows", "7"}}),
              ::testing::ElementsAre(7.0 / 3, 7.0 / 12, 7.0 / 6));
  const auto error = [&](const char* text) {
    return std::string(MakeTask(table, "", With({{"class_weights", text}})).status().message());
  };
  for (const char* wrong : {"1-2", "1-2-3-4", "1-x-1", "1-0-1", "1--2-1", "even"}) {
    EXPECT_EQ(error(wrong), absl::StrCat("class_weights is ", wrong,
                                         ", wants none, balanced or a number from "
                                         "1e-6 to 1e6 for each of the 3 classes, "
                                         "such as 1-2.5"));
  }
  const auto without = MakeTask(Csv("x,y\n1,a\n2,b\n3,b\n", {"y"}), "",
                                With({{"task", "binary"}, {"class_weights", "balanced"}}))
                           ->without_effect;
  EXPECT_EQ(without.at("class_weights"), "a classification");
}

// A rare class counts as much as the others with weights, and is hardly answered without.
TEST(Study, BalancedClassWeightsHelpARareClass) {
  std::string csv = "x,y\n";
  for (int i = 0; i < 300; ++i) {
    // Of the rare class a tenth as many, among the others to a third.
    const double x = i % 10 == 0 ? 1.0 + 0.01 * (i % 97) : 0.01 * (i * 37 % 151);
    csv += absl::StrCat(x, ",", i % 10 == 0 ? "rare" : "usual", "\n");
  }
  const Table table = Csv(csv, {"y"});
  const auto answered = [&](const char* weights) {
    const TrainingTask task = Task(table, "", {{"class_weights", weights}});
    const TrainingResult result = *Train(task, 0, **FindBackend("simd"), [] { return true; });
    int rare = 0;  // class 0
    for (int i = 0; i < task.train.count; ++i) {
      rare += result.train.outputs[2 * i] > result.train.outputs[2 * i + 1];
    }
    return rare / static_cast<double>(task.train.count);
  };
  EXPECT_LT(answered("none"), 0.2);
  EXPECT_GT(answered("balanced"), answered("none") + 0.1);
}

// What linear models and small networks are known to reach on these, seeds 0 to 4.
TEST(Study, LearnsTheDataSetsOfTheTree) {
  const Table iris = Known("iris.csv", "species"), wine = Known("wine.csv", "cultivar");
  const Table diabetes = Known("diabetes.csv", "progression");
  const Table digits =
      Known("digits-images-idx3-ubyte", std::string(kData) + "digits-labels-idx1-ubyte");
  EXPECT_GT(MeanOfTest(kAccuracy, iris, "Linear(16), ReLU()", {}), 0.92);
  EXPECT_GT(MeanOfTest(kAccuracy, wine, "Linear(16), ReLU()", {}), 0.95);
  EXPECT_GT(MeanOfTest(kR2, diabetes, "", {}), 0.4);
  EXPECT_LT(MeanOfTest(kRmse, diabetes, "", {}), 62.0);
  EXPECT_GT(MeanOfTest(kAccuracy, digits, "Flatten(), Linear(32), ReLU()", {{"epochs", 20}}), 0.95);
  EXPECT_GT(MeanOfTest(kR2, wine, "Linear(16), ReLU()", {{"task", "regression"}}), 0.8);
}

// Also with the same weights by both engines that share the contract.
TEST(Study, TrainsResiduals) {
  const Table table = Known("iris.csv", "species");
  const Hyperparameters changes = {{"learning_rate", 0.01}, {"epochs", 60}};
  EXPECT_GT(
      MeanOfTest(kAccuracy, table, "Linear(16), ReLU(), Residual(Linear(16), ReLU())", changes),
      0.93);
  const TrainingTask task = Task(table, "Residual(Linear(4), Tanh()), Dropout(0.1)", changes);
  const auto weights = [&](const char* engine) {
    return Train(task, 3, **FindBackend(engine), [] { return true; })->final_weights;
  };
  EXPECT_EQ(weights("simd"), weights("reference"));
}

// Of any block of a network.
TEST(Study, RefusesABatchOfOneForBatchNorm) {
  const Table table = Csv("x,y\n1,a\n2,b\n3,b\n4,a\n", {"y"});
  const Hyperparameters hyperparameters = With({{"batch_size", 2}, {"test_rows", "0"}});
  TrainingTask task =
      *MakeTask(table, "Linear(2), Residual(Linear(2), BatchNorm1d())", hyperparameters);
  EXPECT_EQ(DrawData(table, hyperparameters, 0, task).message(),
            "batch_size is 2, which leaves a batch of one of the 3 train rows, wants another for "
            "BatchNorm1d");
}

TEST(Study, PredictsSeveralNumbers) {
  std::string csv = "x,y,z\n";
  for (int i = 0; i < 40; ++i) {
    csv += absl::StrCat(i, ",", 2 * i + 1, ".5,", 100 - i, "\n");
  }
  const Table table = Csv(csv, {"y", "z"});
  EXPECT_GT(MeanOfTest(kR2, table, "", {{"epochs", 200}, {"learning_rate", 0.05}}), 0.999);
}

}  // namespace
}  // namespace tenfold::study
