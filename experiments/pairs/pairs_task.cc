#include "experiments/pairs/pairs_task.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "base/status_macros.h"
#include "experiments/pairs/answers.h"
#include "experiments/pairs/pair_network.h"
#include "experiments/pairs/pair_set.h"
#include "experiments/pairs/variants.h"
#include "experiments/training/training_task_reader.h"

namespace tenfold::pairs {
namespace {

Samples ToSamples(const PairSet& set, const std::vector<LossTerm>& losses) {
  Samples samples;
  samples.count = static_cast<int>(set.targets.size());
  samples.rows_per_sample = 2;
  samples.inputs = set.images;
  for (const LossTerm& loss : losses) {
    TargetArray& targets = samples.targets.emplace_back();
    if (loss.kind == LossKind::kBinaryCrossEntropy) {
      targets.values.assign(set.targets.begin(), set.targets.end());
    } else {
      targets.classes = absl::StartsWith(loss.tensor, kComparison) ? set.targets : set.classes;
    }
  }
  samples.row_classes = set.classes;
  return samples;
}

WarpOptions ReadWarp(HyperparameterReader& reader) {
  const double strength = reader.Number("warp_strength", 0.0, 10.0);
  if (strength == 0.0) {
    for (const char* name :
         {"warp_rotation", "warp_scale", "warp_shear", "warp_shift", "warp_elastic"}) {
      reader.HasNoEffect(name, "a warp_strength above 0");
    }
  }
  WarpOptions warp;
  warp.rotation = strength * reader.Number("warp_rotation", 0.0, 180.0);
  warp.scale = std::min(0.9, strength * reader.Number("warp_scale", 0.0, 0.9));
  warp.shear = strength * reader.Number("warp_shear", 0.0, 10.0);
  warp.shift = strength * reader.Number("warp_shift", 0.0, 100.0);
  warp.elastic = strength * reader.Number("warp_elastic", 0.0, 100.0);
  return warp;
}

void NoteWithoutEffect(const PairModel& model, HyperparameterReader& reader) {
  if (model.cnn) {
    reader.HasNoEffect("mlp_hidden", "a variant with an MLP");
  } else {
    for (const char* name :
         {"cnn_channels", "cnn_pool_after", "cnn_padded", "cnn_relu_before_pool", "cnn_hidden"}) {
      reader.HasNoEffect(name, "a variant with a CNN");
    }
  }
  if (!model.auxiliary_loss) {
    for (const char* name : {"auxiliary_loss_weight", "label_smoothing", "all_pairs"}) {
      reader.HasNoEffect(name, "a variant with an auxiliary loss");
    }
  }
  if (model.structured_head) {
    reader.HasNoEffect("head_hidden", "head=learnt");
  } else {
    reader.HasNoEffect("all_pairs", "head=structured");
  }
  if (model.auxiliary_loss_weight == 0.0) {
    reader.HasNoEffect("label_smoothing", "an auxiliary_loss_weight above 0");
  }
}

}  // namespace

absl::StatusOr<TrainingTask> MakeTask(const std::string& variant,
                                      const Hyperparameters& hyperparameters) {
  const auto found = std::find_if(Variants().begin(), Variants().end(),
                                  [&](const Variant& v) { return v.name == variant; });
  HyperparameterReader reader(hyperparameters);
  TrainingTask task;
  ReadTrainingHyperparameters(reader, task);
  reader.Integer("pairs", 1, 10000000);
  reader.Integer("held_out_pairs", 0, 10000000);
  reader.Seed("data_seed");
  PairModel model;
  model.cnn = found->cnn;
  model.weight_sharing = found->weight_sharing;
  model.auxiliary_loss = found->auxiliary_loss;
  model.auxiliary_loss_weight = reader.Number("auxiliary_loss_weight", 0.0, 1e6);
  model.cnn_trunk.channels = reader.Sizes("cnn_channels", 4096);
  if (hyperparameters.at("cnn_pool_after") != "all") {
    model.cnn_trunk.pool_after = reader.Sizes("cnn_pool_after", 4096);
  }
  model.cnn_trunk.padded = reader.Boolean("cnn_padded");
  model.cnn_trunk.relu_before_pool = reader.Boolean("cnn_relu_before_pool");
  model.cnn_trunk.hidden_features = reader.Sizes("cnn_hidden", 65536);
  model.mlp_trunk.hidden_features = reader.Sizes("mlp_hidden", 65536);
  model.batch_norm = reader.Boolean("batch_norm");
  model.structured_head = reader.OneOf("head", {"learnt", "structured"}) == "structured";
  model.head_hidden_features = reader.Sizes("head_hidden", 65536);
  model.all_pairs = reader.Boolean("all_pairs");
  model.label_smoothing = reader.Number("label_smoothing", 0.0, 0.999);
  model.members = reader.Integer("members", 1, 100);
  task.augmentation = ReadWarp(reader);
  if (!reader.status().ok()) return reader.status();
  NoteWithoutEffect(model, reader);
  task.without_effect = reader.without_effect();
  task.network = PairNetwork(model);
  task.losses = PairLosses(model);
  task.answer = {model.structured_head ? Answer::Rule::kHalf : Answer::Rule::kClass,
                 Comparisons(model)};
  if (absl::StatusOr<NetworkInfo> info = Analyze(task.network); !info.ok()) return info.status();
  return task;
}

absl::Status DrawData(const DigitData& digits, const Hyperparameters& hyperparameters, int64_t seed,
                      TrainingTask& task) {
  TENFOLD_ASSIGN_OR_RETURN(PairData data,
                           MakePairs(digits, hyperparameters.at("pairs").get<int>(),
                                     SeedOr(hyperparameters, "data_seed", seed),
                                     hyperparameters.at("held_out_pairs").get<int>()));
  task.train = ToSamples(data.train, task.losses);
  task.test = ToSamples(data.test, task.losses);
  return absl::OkStatus();
}

std::vector<Artifact> MakeArtifacts(const TrainingTask& task, const TrainingResult& result) {
  return {{"confusion.csv", ConfusionCsv(task.test, result.test)},
          {"wrong_pairs.csv", WrongPairsCsv(task.test, result.test)}};
}

}  // namespace tenfold::pairs
