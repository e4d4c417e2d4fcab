#include "experiments/study/predict.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "engine/framework/safetensors.h"
#include "engine/framework/state_tensors.h"
#include "engine/layers/layer_text.h"
#include "experiments/datasets/raw_table.h"
#include "experiments/records/saved_weights.h"
#include "experiments/training/trainer.h"

namespace tenfold::study {
namespace {

constexpr int kBatchSize = 100, kMaxBatchSize = 100000;

// What the metadata says, or "".
std::string Member(const Safetensors& file, const char* name) {
  const auto found = file.metadata.find(name);
  return found == file.metadata.end() ? "" : found->second;
}

absl::StatusOr<std::optional<Preprocessing>> PreprocessingOf(const Safetensors& file,
                                                             const std::string& path) {
  const std::string text = Member(file, kPreprocessingMember);
  if (text.empty()) return std::optional<Preprocessing>();
  absl::StatusOr<Preprocessing> preprocessing = PreprocessingFromJson(text);
  if (preprocessing.ok()) return *std::move(preprocessing);
  return absl::InvalidArgumentError(absl::StrCat(path, ": its member ", kPreprocessingMember, " ",
                                                 preprocessing.status().message()));
}

int BatchSize(const PredictOptions& options, const Safetensors& file) {
  int of_training = 0;
  if (options.batch_size > 0) return options.batch_size;
  if (!absl::SimpleAtoi(Member(file, kBatchSizeMember), &of_training)) return kBatchSize;
  return of_training >= 1 && of_training <= kMaxBatchSize ? of_training : kBatchSize;
}

absl::StatusOr<Network> NetworkOf(const PredictOptions& options, const Safetensors& file,
                                  const Shape& shape) {
  const std::string said = Member(file, kNetworkMember);
  const bool has_net = !options.net.empty();
  if (!has_net && said.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--net is missing, and ", options.weights,
                     " does not name its layers; expected them as a record's \"network\" has them"));
  }
  absl::StatusOr<std::vector<Layer>> layers = ParseLayers(has_net ? options.net : said, shape);
  if (layers.ok()) return OneBlock(shape, *std::move(layers));
  return absl::InvalidArgumentError(
      absl::StrCat(has_net ? "--net" : absl::StrCat(options.weights, ": its layers"), ": ",
                   layers.status().message()));
}

// The rows of which the training's first are "row 0", and so on, as the network takes them.
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
        const double value = scaled ? double{output[i]} * p.values.std[i] + p.values.mean[i]
                                    : double{output[i]};
        absl::StrAppendFormat(&csv, ",%.9g", value);
      }
  }
}

}  // namespace

absl::StatusOr<Predictions> Predict(const PredictOptions& options) {
  TENFOLD_ASSIGN_OR_RETURN(const std::string bytes,
                           ReadFile(options.weights, kMaxSafetensorsBytes));
  TENFOLD_ASSIGN_OR_RETURN(const Safetensors file, ParseSafetensors(bytes, options.weights));
  Predictions predictions;
  TENFOLD_ASSIGN_OR_RETURN(predictions.preprocessing, PreprocessingOf(file, options.weights));
  const std::optional<Preprocessing>& known = predictions.preprocessing;
  TENFOLD_ASSIGN_OR_RETURN(
      const RawTable table,
      ReadRows(options.data, known.has_value() ? known->columns : std::vector<std::string>()));
  if (known.has_value() && table.shape != known->shape) {
    return absl::InvalidArgumentError(
        absl::StrCat(options.data, ": has rows of the shape ", ShapeToString(table.shape),
                     ", wants ", ShapeToString(known->shape), " as the training's"));
  }
  TrainingTask task;
  TENFOLD_ASSIGN_OR_RETURN(task.network, NetworkOf(options, file, table.shape));
  TENFOLD_ASSIGN_OR_RETURN(const NetworkInfo info, Analyze(task.network));
  TENFOLD_ASSIGN_OR_RETURN(const std::vector<std::vector<float>> weights,
                           WeightsOf(file, info, options.weights));
  const Shape& answer = info.tensors.back().shape;
  predictions.rows = table.rows;
  predictions.features = static_cast<int>(NumElements(answer));
  if (known.has_value() && known->kind == Kind::kRegression &&
      static_cast<size_t>(predictions.features) != known->targets.size()) {
    return absl::InvalidArgumentError(absl::StrCat(options.weights, ": has ", predictions.features,
                                                   " outputs, wants ", known->targets.size(),
                                                   " as there are targets"));
  }
  task.answer.tensors = {info.tensors.back().name};
  task.batch_size = BatchSize(options, file);
  const Samples samples = SamplesOf(table, known.has_value() ? known->inputs : Scale());
  TENFOLD_ASSIGN_OR_RETURN(predictions.outputs, Answers(task, samples, weights, *options.engine));
  return predictions;
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
