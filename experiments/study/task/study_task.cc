#include "experiments/study/task/study_task.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "engine/network/network_text.h"
#include "experiments/training/early_stopping.h"
#include "experiments/training/training_task_reader.h"

namespace tenfold::study {
namespace {

// Notes what has no effect because of the others; the reader keeps what is wrong.
absl::StatusOr<TestRows> ReadTestRows(const Table& table, HyperparameterReader& reader,
                                      const Hyperparameters& hyperparameters) {
  TestRows rows;
  rows.fraction = reader.Number("test_fraction", 0.0, 1.0);
  rows.folds = reader.Integer("folds", 0, 1000000);
  reader.Seed("split_seed");
  const std::string mask = reader.OneOf("train_mask", {"none", "drop-one", "half"});
  if (mask == "drop-one") rows.mask = TestRows::Mask::kDropOne;
  if (mask == "half") rows.mask = TestRows::Mask::kHalf;
  if (!reader.status().ok()) return reader.status();
  if (rows.folds == 1) return absl::InvalidArgumentError("folds is 1, wants 0 for none, or from 2");
  const std::string fixed = hyperparameters.at("test_rows").get<std::string>();
  if (fixed != "drawn") {
    TENFOLD_ASSIGN_OR_RETURN(std::vector<int32_t> parsed, ParseRows(fixed));
    rows.fixed = std::move(parsed);
  }
  if (!table.train_rows.empty()) {
    for (const char* name : {"folds", "split_seed", "test_fraction", "test_rows", "train_mask"}) {
      reader.HasNoEffect(name, "seeds that have no train rows of their own");
    }
    return rows;
  }
  const bool own = table.own_test_rows > 0, is_fixed = !rows.fixed.empty();
  if (own) reader.HasNoEffect("test_rows", "test rows that are not in a file of their own");
  if (own || is_fixed) {
    reader.HasNoEffect("folds", "test_rows=drawn and no --test_data");
    reader.HasNoEffect("split_seed", "test rows that are drawn");
  }
  if (own || is_fixed || rows.folds > 0) {
    reader.HasNoEffect("test_fraction", "test_rows=drawn, folds=0 and no --test_data");
  }
  return rows;
}

Samples MakeSamples(const Table& table, const Preprocessing& preprocessing,
                    const std::vector<int32_t>& rows) {
  Samples samples;
  samples.count = static_cast<int>(rows.size());
  samples.ids = rows;
  samples.inputs.reserve(rows.size() * static_cast<size_t>(table.row_size()));
  TargetArray& array = samples.targets.emplace_back();
  const int64_t targets = static_cast<int64_t>(table.targets.size());
  for (int32_t row : rows) {
    AppendScaled(&table.inputs[row * table.row_size()], table.row_size(), preprocessing.inputs,
                 samples.inputs);
    switch (preprocessing.kind) {
      case Kind::kClassification:
        array.classes.push_back(table.labels[row]);
        break;
      case Kind::kBinary:
        array.values.push_back(table.labels[row] == 0 ? -1.0f : 1.0f);
        break;
      case Kind::kRegression:
        AppendScaled(&table.values[row * targets], targets, preprocessing.values, array.values);
    }
  }
  return samples;
}

// A batch of one row has no variance.
absl::Status CheckBatches(const TrainingTask& task) {
  bool normalises = false;
  for (const Block& block : task.network.blocks) {
    for (const Layer& layer : block.layers) {
      normalises |= std::holds_alternative<BatchNorm1d>(layer);
    }
  }
  const int trained = task.train.count - NumHeldOut(task);
  const int last = trained % task.batch_size;
  if (!normalises || (last != 1 && task.batch_size != 1)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("batch_size is ", task.batch_size,
                                                 ", which leaves a batch of one of the ", trained,
                                                 " train rows, wants another for BatchNorm1d"));
}

constexpr char kBalanced[] = "balanced";

// What is said of the weights of classes; nothing for "none", and for kBalanced, which needs the
// train rows.
absl::StatusOr<std::vector<double>> ParseClassWeights(const std::string& text, size_t classes) {
  std::vector<double> weights;
  if (text == "none" || text == kBalanced) return weights;
  for (absl::string_view part : absl::StrSplit(text, '-')) {
    double weight = 0.0;
    if (!absl::SimpleAtod(part, &weight)) weight = 0.0;
    weights.push_back(weight);
  }
  const bool right = std::all_of(weights.begin(), weights.end(),
                                 [](double weight) { return weight >= 1e-6 && weight <= 1e6; });
  if (right && weights.size() == classes) return weights;
  return absl::InvalidArgumentError(absl::StrCat(
      "class_weights is ", text, ", wants none, ", kBalanced,
      " or a number from 1e-6 to 1e6 for each of the ", classes, " classes, such as 1-2.5"));
}

// n / (classes * rows of the class): every class counts the same.
std::vector<double> BalancedWeights(const std::vector<int32_t>& of_rows, size_t classes) {
  std::vector<int> rows(classes);
  for (const int32_t label : of_rows) ++rows[label];
  std::vector<double> weights;
  for (const int count : rows) {
    weights.push_back(static_cast<double>(of_rows.size()) /
                      (static_cast<double>(classes) * std::max(1, count)));
  }
  return weights;
}

}  // namespace

absl::StatusOr<Kind> KindOf(const Table& table, const std::string& task) {
  const size_t classes = table.classes.size();
  if (task == "regression" || (task == "auto" && !table.is_labelled)) {
    if (!table.values.empty()) return Kind::kRegression;
    return absl::InvalidArgumentError("task is regression, wants a target of numbers, not of text");
  }
  if (task == "binary") {
    if (classes == 2) return Kind::kBinary;
    return absl::InvalidArgumentError(
        absl::StrCat("task is binary, wants a target of two classes, not of ", classes));
  }
  if (classes >= 2) return Kind::kClassification;
  return absl::InvalidArgumentError(absl::StrCat(
      "task is classification, wants one target of 2 to ", kMaxClasses, " texts or whole numbers"));
}

absl::StatusOr<Network> MakeNetwork(const Table& table, Kind kind, const std::string& text) {
  Network network = {table.shape, {}};
  if (!text.empty()) {
    TENFOLD_ASSIGN_OR_RETURN(network, ParseNetwork(text, table.shape));
  }
  TENFOLD_ASSIGN_OR_RETURN(const Shape shape, OutputShape(network));
  std::vector<Layer> layers;
  if (shape.size() > 1) layers.push_back(Flatten());
  const int outputs = kind == Kind::kClassification ? static_cast<int>(table.classes.size())
                      : kind == Kind::kBinary       ? 1
                                                    : static_cast<int>(table.targets.size());
  layers.push_back(Linear(static_cast<int>(NumElements(shape)), outputs));
  if (kind == Kind::kBinary) layers.push_back(Tanh());
  AppendLayers(std::move(layers), network);
  return network;
}

absl::StatusOr<TrainingTask> MakeTask(const Table& table, const std::string& text,
                                      const Hyperparameters& hyperparameters) {
  HyperparameterReader reader(hyperparameters);
  TrainingTask task;
  ReadTrainingHyperparameters(reader, task);
  reader.Boolean("standardised");
  const std::string name = reader.OneOf("task", {"auto", "classification", "binary", "regression"});
  TENFOLD_ASSIGN_OR_RETURN(const TestRows rows, ReadTestRows(table, reader, hyperparameters));
  if (!reader.status().ok()) return reader.status();
  TENFOLD_ASSIGN_OR_RETURN(const Kind kind, KindOf(table, name));
  TENFOLD_ASSIGN_OR_RETURN(task.network, MakeNetwork(table, kind, text));
  const bool classifies = kind == Kind::kClassification;
  std::vector<double> weights;
  if (classifies) {
    TENFOLD_ASSIGN_OR_RETURN(
        weights, ParseClassWeights(hyperparameters.at("class_weights").get<std::string>(),
                                   table.classes.size()));
  } else {
    reader.HasNoEffect("class_weights", "a classification");
  }
  task.without_effect = reader.without_effect();
  task.losses = {classifies ? LossTerm{"cross_entropy", LossKind::kCrossEntropy, "output"}
                            : LossTerm{"mse", LossKind::kMse, "output"}};
  task.losses[0].class_weights = std::move(weights);
  task.answer.tensors = {"output"};
  task.answer.rule = classifies              ? Answer::Rule::kClass
                     : kind == Kind::kBinary ? Answer::Rule::kSign
                                             : Answer::Rule::kValue;
  return task;
}

absl::StatusOr<DrawnRows> DrawRows(const Table& table, const Hyperparameters& hyperparameters,
                                   uint64_t seed) {
  HyperparameterReader reader(hyperparameters);
  TENFOLD_ASSIGN_OR_RETURN(const TestRows rows, ReadTestRows(table, reader, hyperparameters));
  DrawnRows drawn;
  if (table.train_rows.empty()) {
    TENFOLD_ASSIGN_OR_RETURN(drawn.split, SplitRows(rows, table.rows, table.own_test_rows, seed,
                                                    reader.Seed("split_seed")));
  } else {
    const auto train = table.train_rows.find(seed);
    if (train == table.train_rows.end()) {
      return absl::InvalidArgumentError(absl::StrCat("seed ", seed, " has no rows to train on"));
    }
    drawn.split = SplitOf(train->second, table.rows, table.own_test_rows);
  }
  Preprocessing& preprocessing = drawn.preprocessing;
  TENFOLD_ASSIGN_OR_RETURN(preprocessing.kind,
                           KindOf(table, hyperparameters.at("task").get<std::string>()));
  const bool regression = preprocessing.kind == Kind::kRegression;
  preprocessing.shape = table.shape;
  preprocessing.columns = table.columns;
  preprocessing.targets = table.targets;
  if (!regression) preprocessing.classes = table.classes;
  if (!hyperparameters.at("standardised").get<bool>()) return drawn;
  preprocessing.inputs = ScaleOf(table.inputs, table.row_size(), drawn.split.train);
  if (regression) {
    preprocessing.values =
        ScaleOf(table.values, static_cast<int64_t>(table.targets.size()), drawn.split.train);
  }
  return drawn;
}

absl::Status DrawData(const Table& table, const Hyperparameters& hyperparameters, uint64_t seed,
                      TrainingTask& task) {
  TENFOLD_ASSIGN_OR_RETURN(const DrawnRows drawn, DrawRows(table, hyperparameters, seed));
  const Preprocessing& preprocessing = drawn.preprocessing;
  task.answer.units = preprocessing.values.std;
  task.weights_metadata[kPreprocessingMember] = ToJson(preprocessing);
  for (const auto& [samples, places] : {std::pair{&task.train, &drawn.split.train},
                                        {&task.test, &drawn.split.test},
                                        {&task.probe, &drawn.split.left_out}}) {
    if (!places->empty()) *samples = MakeSamples(table, preprocessing, *places);
  }
  if (preprocessing.kind == Kind::kClassification &&
      hyperparameters.at("class_weights") == kBalanced) {
    task.losses[0].class_weights =
        BalancedWeights(task.train.targets[0].classes, table.classes.size());
  }
  return CheckBatches(task);
}

}  // namespace tenfold::study
