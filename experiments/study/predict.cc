#include "experiments/study/predict.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "experiments/datasets/raw_table_files.h"
#include "experiments/study/trained_network.h"
#include "experiments/training/trainer.h"

namespace tenfold::study {
namespace {

constexpr int kBatchSize = 100;  // where nothing says another

// The rows as the network takes them.
Samples SamplesOf(const RawTable& table, const Scale& scale) {
  Samples samples;
  samples.count = table.rows;
  const int64_t size = NumElements(table.shape);
  samples.inputs.reserve(table.inputs.size());
  for (int row = 0; row < table.rows; ++row) {
    AppendScaled(&table.inputs[row * size], size, scale, samples.inputs);
  }
  return samples;
}

// What an output says of each target.
void AppendAnswer(const Preprocessing& p, const float* output, int features, std::string& csv) {
  switch (p.kind) {
    case Kind::kClassification: {
      const auto c = static_cast<size_t>(std::max_element(output, output + features) - output);
      absl::StrAppend(&csv, ",", c < p.classes.size() ? CsvField(p.classes[c]) : absl::StrCat(c));
      return;
    }
    case Kind::kBinary: {
      const size_t c = output[0] > 0.0f ? 1 : 0;
      absl::StrAppend(&csv, ",", c < p.classes.size() ? CsvField(p.classes[c]) : absl::StrCat(c));
      return;
    }
    case Kind::kRegression:
      for (int i = 0; i < features; ++i) {
        const bool scaled = !p.values.mean.empty();
        const double value =
            scaled ? double{output[i]} * p.values.std[i] + p.values.mean[i] : double{output[i]};
        absl::StrAppendFormat(&csv, ",%.9g", value);
      }
  }
}

}  // namespace

absl::StatusOr<Predictions> Predict(const PredictOptions& options) {
  TENFOLD_ASSIGN_OR_RETURN(WeightsFile file, ReadWeightsFile(options.weights));
  const std::optional<Preprocessing>& known = file.preprocessing;
  TENFOLD_ASSIGN_OR_RETURN(
      const RawTable table,
      ReadRows(options.data, known.has_value() ? known->columns : std::vector<std::string>()));
  if (known.has_value() && table.shape != known->shape) {
    return absl::InvalidArgumentError(
        absl::StrCat(options.data, ": has rows of the shape ", ShapeToString(table.shape),
                     ", wants ", ShapeToString(known->shape), " as the training's"));
  }
  TENFOLD_ASSIGN_OR_RETURN(const TrainedNetwork trained, NetworkOf(file, options.net, table.shape));
  const TensorInfo& answer = trained.info.tensors.back();
  const int features = static_cast<int>(NumElements(answer.shape));
  if (known.has_value() && known->kind == Kind::kRegression &&
      static_cast<size_t>(features) != known->targets.size()) {
    return absl::InvalidArgumentError(absl::StrCat(options.weights, ": has ", features,
                                                   " outputs, wants ", known->targets.size(),
                                                   " as there are targets"));
  }
  TrainingTask task;
  task.network = trained.network;
  task.answer.tensors = {answer.name};
  task.batch_size = options.batch_size > 0   ? options.batch_size
                    : trained.batch_size > 0 ? trained.batch_size
                                             : kBatchSize;
  const Samples samples = SamplesOf(table, known.has_value() ? known->inputs : Scale());
  TENFOLD_ASSIGN_OR_RETURN(std::vector<float> outputs,
                           Answers(task, samples, trained.weights, *options.engine));
  return Predictions{std::move(file.preprocessing), table.rows, features, std::move(outputs)};
}

std::string PredictionsCsv(const Predictions& predictions) {
  const std::optional<Preprocessing>& known = predictions.preprocessing;
  std::string csv = "row";
  for (int i = 0; i < predictions.features; ++i) absl::StrAppend(&csv, ",output", i);
  if (known.has_value()) {
    for (const std::string& target : known->targets) absl::StrAppend(&csv, ",", CsvField(target));
  }
  csv += "\n";
  for (int row = 0; row < predictions.rows; ++row) {
    const float* output = &predictions.outputs[int64_t{row} * predictions.features];
    absl::StrAppend(&csv, row);
    for (int i = 0; i < predictions.features; ++i) absl::StrAppendFormat(&csv, ",%.9g", output[i]);
    if (known.has_value()) AppendAnswer(*known, output, predictions.features, csv);
    csv += "\n";
  }
  return csv;
}

}  // namespace tenfold::study
