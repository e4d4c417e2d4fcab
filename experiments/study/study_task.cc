#include "experiments/study/study_task.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "engine/layers/layer_text.h"
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

void AppendScaled(const std::vector<float>& values, int32_t row, const Scale& scale,
                  int64_t columns, std::vector<float>& out) {
  for (int64_t i = 0; i < columns; ++i) {
    out.push_back(scale.Standardise(values[row * columns + i], i));
  }
}

Samples MakeSamples(const Table& table, Kind kind, const DrawnRows& drawn,
                    const std::vector<int32_t>& rows) {
  Samples samples;
  samples.count = static_cast<int>(rows.size());
  samples.ids = rows;
  samples.inputs.reserve(rows.size() * static_cast<size_t>(table.row_size()));
  TargetArray& array = samples.targets.emplace_back();
  for (int32_t row : rows) {
    AppendScaled(table.inputs, row, drawn.inputs, table.row_size(), samples.inputs);
    switch (kind) {
      case Kind::kClassification:
        array.classes.push_back(table.labels[row]);
        break;
      case Kind::kBinary:
        array.values.push_back(table.labels[row] == 0 ? -1.0f : 1.0f);
        break;
      case Kind::kRegression:
        AppendScaled(table.values, row, drawn.targets, static_cast<int64_t>(table.targets.size()),
                     array.values);
    }
  }
  return samples;
}

// A batch of one row has no variance.
absl::Status CheckBatches(const TrainingTask& task) {
  const std::vector<Layer>& layers = task.network.blocks[0].layers;
  const bool normalises = std::any_of(layers.begin(), layers.end(), [](const Layer& layer) {
    return std::holds_alternative<BatchNorm1d>(layer);
  });
  const int last = task.train.count % task.batch_size;
  if (!normalises || (last != 1 && task.batch_size != 1)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("batch_size is ", task.batch_size, ", which leaves a batch of one of the ",
                   task.train.count, " train rows, wants another for BatchNorm1d"));
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

absl::StatusOr<std::vector<Layer>> Layers(const Table& table, Kind kind, const std::string& text) {
  std::vector<Layer> layers;
  if (!text.empty()) {
    TENFOLD_ASSIGN_OR_RETURN(std::vector<Layer> parsed, ParseLayers(text, table.shape));
    layers = std::move(parsed);
  }
  TENFOLD_ASSIGN_OR_RETURN(const Shape shape, OutputShape(layers, table.shape));
  if (shape.size() > 1) layers.push_back(Flatten());
  const int outputs = kind == Kind::kClassification ? static_cast<int>(table.classes.size())
                      : kind == Kind::kBinary       ? 1
                                                    : static_cast<int>(table.targets.size());
  layers.push_back(Linear(static_cast<int>(NumElements(shape)), outputs));
  if (kind == Kind::kBinary) layers.push_back(Tanh());
  return layers;
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
  TENFOLD_ASSIGN_OR_RETURN(std::vector<Layer> layers, Layers(table, kind, text));
  task.without_effect = reader.without_effect();
  task.network = OneBlock(table.shape, std::move(layers));
  const bool classifies = kind == Kind::kClassification;
  task.losses = {classifies ? LossTerm{"cross_entropy", LossKind::kCrossEntropy, "output"}
                            : LossTerm{"mse", LossKind::kMse, "output"}};
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
  if (!hyperparameters.at("standardised").get<bool>()) return drawn;
  drawn.inputs = ScaleOf(table.inputs, table.row_size(), drawn.split.train);
  TENFOLD_ASSIGN_OR_RETURN(const Kind kind,
                           KindOf(table, hyperparameters.at("task").get<std::string>()));
  if (kind == Kind::kRegression) {
    drawn.targets =
        ScaleOf(table.values, static_cast<int64_t>(table.targets.size()), drawn.split.train);
  }
  return drawn;
}

absl::Status DrawData(const Table& table, const Hyperparameters& hyperparameters, uint64_t seed,
                      TrainingTask& task) {
  TENFOLD_ASSIGN_OR_RETURN(const DrawnRows drawn, DrawRows(table, hyperparameters, seed));
  TENFOLD_ASSIGN_OR_RETURN(const Kind kind,
                           KindOf(table, hyperparameters.at("task").get<std::string>()));
  task.answer.units = drawn.targets.std;
  for (const auto& [samples, places] : {std::pair{&task.train, &drawn.split.train},
                                        {&task.test, &drawn.split.test},
                                        {&task.probe, &drawn.split.left_out}}) {
    if (!places->empty()) *samples = MakeSamples(table, kind, drawn, *places);
  }
  return CheckBatches(task);
}

}  // namespace tenfold::study
