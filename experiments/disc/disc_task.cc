#include "experiments/disc/disc_task.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "experiments/disc/disc_network.h"
#include "experiments/disc/disc_set.h"
#include "experiments/disc/variants.h"
#include "experiments/training/training_task_reader.h"

namespace tenfold::disc {
namespace {

Samples ToSamples(DiscSet set) {
  Samples samples;
  samples.count = static_cast<int>(set.targets.size());
  samples.inputs = std::move(set.points);
  samples.targets = {{std::move(set.targets), {}}};
  return samples;
}

// Points a side of the grid that covers the unit square, borders included.
constexpr int kGrid = 51;

// Row by row: x_2 is the same in a row, and both ascend.
Samples GridPoints() {
  Samples samples;
  samples.count = kGrid * kGrid;
  for (int row = 0; row < kGrid; ++row) {
    for (int column = 0; column < kGrid; ++column) {
      samples.inputs.push_back(static_cast<float>(column) / (kGrid - 1));
      samples.inputs.push_back(static_cast<float>(row) / (kGrid - 1));
    }
  }
  return samples;
}

// Of the unit square to [-1, 1]^2, exactly for the points that are drawn, and back.
void Centre(std::vector<float>& coordinates) {
  for (float& x : coordinates) x = std::fma(2.0f, x, -1.0f);
}
float Uncentred(float x) { return std::fma(0.5f, x, 0.5f); }

// +1 inside and -1 outside become 1 and 0.
bool AreZeroAndOne(const Hyperparameters& hyperparameters) {
  return hyperparameters.at("labels") == "zero-one";
}

DiscData DrawDisc(const Hyperparameters& hyperparameters, int64_t seed) {
  return MakeDisc(hyperparameters.at("points").get<int>(),
                  SeedOr(hyperparameters, "data_seed", static_cast<uint64_t>(seed)));
}

bool IsCentred(const Hyperparameters& hyperparameters) {
  return hyperparameters.at("centred").get<bool>();
}

PointSymmetry ReadSymmetry(HyperparameterReader& reader, bool centred) {
  PointSymmetry symmetry;
  symmetry.centre = centred ? 0.0f : 0.5f;
  const std::string name = reader.OneOf("symmetry", {"none", "rotations", "flips"});
  if (name == "rotations") symmetry.kind = PointSymmetry::Kind::kRotations;
  if (name == "flips") symmetry.kind = PointSymmetry::Kind::kFlips;
  return symmetry;
}

// A line for each row, in hundredths.
std::string GridCsv(float threshold, const std::vector<float>& outputs) {
  std::string csv;
  for (size_t i = 0; i < outputs.size(); ++i) {
    absl::StrAppend(&csv, std::lround(100 * (outputs[i] - threshold)),
                    (i + 1) % kGrid == 0 ? "\n" : ",");
  }
  return csv;
}

void AppendPoints(absl::string_view name, bool centred, float threshold, const Samples& samples,
                  const Evaluation& evaluation, std::string& csv) {
  const auto side = [threshold](float value) { return value > threshold ? 1 : -1; };
  for (int i = 0; i < samples.count; ++i) {
    float x = samples.inputs[2 * i], y = samples.inputs[2 * i + 1];
    if (centred) {
      x = Uncentred(x);
      y = Uncentred(y);
    }
    absl::StrAppend(&csv, name, ",", x, ",", y, ",", side(samples.targets[0].values[i]), ",",
                    side(evaluation.outputs[i]), "\n");
  }
}

}  // namespace

std::string DatasetDigest(const Hyperparameters& hyperparameters, int64_t seed) {
  return DiscDigest(DrawDisc(hyperparameters, seed));
}

absl::StatusOr<TrainingTask> MakeTask(const std::string& variant,
                                      const Hyperparameters& hyperparameters) {
  HyperparameterReader reader(hyperparameters);
  TrainingTask task;
  ReadTrainingHyperparameters(reader, task);
  reader.Integer("points", 1, 10000000);
  reader.Seed("data_seed");
  const int width = reader.Integer("width", 1, 10000);
  const bool zero_one = reader.OneOf("labels", {"plus-minus-one", "zero-one"}) == "zero-one";
  task.answer = {zero_one ? Answer::Rule::kHalf : Answer::Rule::kSign, {"output"}};
  task.augmentation = ReadSymmetry(reader, reader.Boolean("centred"));
  if (!reader.status().ok()) return reader.status();
  task.without_effect = reader.without_effect();
  const auto found = std::find_if(Variants().begin(), Variants().end(),
                                  [&](const Variant& v) { return v.name == variant; });
  task.network = DiscNetwork(found->depth, width);
  task.losses = {{"mse", LossKind::kMse, "output", 1.0}};
  return task;
}

absl::Status DrawData(const Hyperparameters& hyperparameters, int64_t seed, TrainingTask& task) {
  DiscData data = DrawDisc(hyperparameters, seed);
  task.train = ToSamples(std::move(data.train));
  task.test = ToSamples(std::move(data.test));
  task.probe = GridPoints();
  if (AreZeroAndOne(hyperparameters)) {
    for (Samples* samples : {&task.train, &task.test}) {
      for (float& target : samples->targets[0].values) target = target > 0.0f ? 1.0f : 0.0f;
    }
  }
  if (IsCentred(hyperparameters)) {
    for (Samples* samples : {&task.train, &task.test, &task.probe}) Centre(samples->inputs);
  }
  return absl::OkStatus();
}

std::vector<Artifact> MakeArtifacts(const Hyperparameters& hyperparameters,
                                    const TrainingTask& task, const TrainingResult& result) {
  const bool centred = IsCentred(hyperparameters);
  const float threshold = Threshold(task.answer.rule);
  std::string csv = "set,x,y,label,prediction\n";
  AppendPoints("train", centred, threshold, task.train, result.train, csv);
  AppendPoints("test", centred, threshold, task.test, result.test, csv);
  return {{"points.csv", std::move(csv)}, {"grid.csv", GridCsv(threshold, result.probe_outputs)}};
}

}  // namespace tenfold::disc
