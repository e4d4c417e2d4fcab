#include "experiments/training/training_task_reader.h"

#include "experiments/training/max_epochs.h"

namespace tenfold {
namespace {

LearningRateSchedule::Decay ReadDecay(HyperparameterReader& reader) {
  const std::string name =
      reader.OneOf("schedule", {"constant", "linear", "step", "cosine", "cosine-restarts"});
  if (name == "linear") return LearningRateSchedule::Decay::kLinear;
  if (name == "step") return LearningRateSchedule::Decay::kStep;
  if (name == "cosine") return LearningRateSchedule::Decay::kCosine;
  if (name == "cosine-restarts") return LearningRateSchedule::Decay::kCosineRestarts;
  return LearningRateSchedule::Decay::kConstant;
}

Initialization ReadInitialization(HyperparameterReader& reader) {
  const std::string name = reader.OneOf("initialization", {"fan-in", "he", "xavier"});
  if (name == "he") return Initialization::kHe;
  return name == "xavier" ? Initialization::kXavier : Initialization::kFanIn;
}

}  // namespace

void ReadTrainingHyperparameters(HyperparameterReader& reader, TrainingTask& task) {
  task.epochs = reader.Integer("epochs", 1, kMaxEpochs);
  task.batch_size = reader.Integer("batch_size", 1, 100000);
  task.learning_rate = reader.Number("learning_rate", 0.0, 1e6);
  task.schedule.decay = ReadDecay(reader);
  task.schedule.warmup = reader.Number("warmup", 0.0, 0.999);
  task.schedule.stages = reader.Integer("stages", 1, 1000);
  task.schedule.stage_factor = reader.Number("stage_factor", 0.0, 1.0);
  const double momentum = reader.Number("momentum", 0.0, 1.0);
  const bool nesterov = reader.Boolean("nesterov");
  const double beta1 = reader.Number("beta1", 0.0, 0.9999999);
  const double beta2 = reader.Number("beta2", 0.0, 0.9999999);
  const double epsilon = reader.Number("epsilon", 0.0, 1.0);
  const double weight_decay = reader.Number("weight_decay", 0.0, 1.0);
  const double max_grad_norm = reader.Number("max_grad_norm", 0.0, 1e6);
  const std::string optimizer = reader.OneOf("optimizer", {"sgd", "adam", "adamw"});
  for (const char* name : {"beta1", "beta2", "epsilon"}) {
    if (optimizer == "sgd") reader.HasNoEffect(name, "optimizer=adam or optimizer=adamw");
  }
  for (const char* name : {"momentum", "nesterov"}) {
    if (optimizer != "sgd") reader.HasNoEffect(name, "optimizer=sgd");
  }
  if (momentum == 0.0) reader.HasNoEffect("nesterov", "a momentum above 0");
  if (optimizer != "adamw") reader.HasNoEffect("weight_decay", "optimizer=adamw");
  using Decay = LearningRateSchedule::Decay;
  const bool steps = task.schedule.decay == Decay::kStep;
  if (!steps) reader.HasNoEffect("stage_factor", "schedule=step");
  if (!steps && task.schedule.decay != Decay::kCosineRestarts) {
    reader.HasNoEffect("stages", "schedule=step or schedule=cosine-restarts");
  }
  if (optimizer == "sgd") {
    task.optimizer = SgdOptions{momentum, nesterov, max_grad_norm};
  } else {
    task.optimizer = AdamOptions{beta1, beta2, epsilon, optimizer == "adamw" ? weight_decay : 0.0,
                                 max_grad_norm};
  }
  task.early_stopping.patience = reader.Integer("early_stopping_patience", 0, kMaxEpochs);
  task.early_stopping.fraction =
      reader.Number("early_stopping_fraction", 0.0, 0.999, /*open=*/true);
  if (task.early_stopping.patience == 0) {
    reader.HasNoEffect("early_stopping_fraction", "an early_stopping_patience above 0");
  }
  task.initialization = ReadInitialization(reader);
  task.seeds.weights = reader.Seed("weights_seed");
  task.seeds.order = reader.Seed("order_seed");
}

}  // namespace tenfold
