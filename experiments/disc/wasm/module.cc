// The disc's training as a module for a page or node: one training at a time, made by the same code
// and the scalar kernels of the engine. disc_module.js calls it.
#include <memory>
#include <string>
#include <vector>

#include "engine/network/initial_weights.h"
#include "engine/network/stepped_backend.h"
#include "experiments/disc/disc_set.h"
#include "experiments/disc/disc_task.h"
#include "experiments/disc/sweep.h"
#include "experiments/disc/wasm/engine.h"
#include "experiments/disc/wasm/host.h"
#include "experiments/disc/wasm/output.h"
#include "experiments/training/early_stopping.h"
#include "experiments/training/epoch_inputs.h"
#include "experiments/training/trainer.h"

namespace tenfold::disc {
namespace {

// What has been prepared, while it trains and after it.
struct Training {
  TrainingTask task;
  uint64_t seed = 0;
  NetworkInfo info;
  std::shared_ptr<ParameterStore> store;  // from the first step on
  std::unique_ptr<Executor> evaluation;   // on it, once it has been asked for
  TrainingResult result;
  TrainingTask trained;  // without what is held out
};

Training& Current() {
  static Training& training = *new Training;
  return training;
}

int Fail(const absl::Status& status) {
  SetOutput(std::string(status.message()));
  return 0;
}

// The hyperparameters of what is prepared next; those that are not set have their neutral value.
Hyperparameters& Wanted() {
  static Hyperparameters& wanted = *new Hyperparameters(Neutral());
  return wanted;
}
std::string& WantedVariant() {
  static std::string& variant = *new std::string;
  return variant;
}

TENFOLD_EXPORT("begin") void Begin() {
  Wanted() = Neutral();
  WantedVariant() = InputText();
}
// Of the name that is the input.
TENFOLD_EXPORT("set_number") void SetNumber(double value) {
  Wanted()[std::string(InputText())] = value;
}
TENFOLD_EXPORT("set_boolean") void SetBoolean(bool value) {
  Wanted()[std::string(InputText())] = value;
}
// The input is "name=value".
TENFOLD_EXPORT("set_text") void SetText() {
  const std::string_view text = InputText();
  const size_t end = text.find('=');
  Wanted()[std::string(text.substr(0, end))] = std::string(text.substr(end + 1));
}

// Where an exported call returns an int, 0 says that the output is a message.
TENFOLD_EXPORT("prepare") int Prepare(uint64_t seed) {
  const Hyperparameters& hyperparameters = Wanted();
  absl::StatusOr<TrainingTask> task = MakeTask(WantedVariant(), hyperparameters);
  if (!task.ok()) return Fail(task.status());
  Training& training = Current();
  training = {*std::move(task), seed};
  const absl::Status drawn = DrawData(hyperparameters, static_cast<int64_t>(seed), training.task);
  if (!drawn.ok()) return Fail(drawn);
  absl::StatusOr<NetworkInfo> info = Analyze(training.task.network);
  if (!info.ok()) return Fail(info.status());
  training.info = *std::move(info);
  training.trained = training.task;
  if (training.task.early_stopping.patience > 0) {
    Samples held_out;
    absl::StatusOr<TrainingTask> trained = HoldOut(training.task, seed, held_out);
    if (!trained.ok()) return Fail(trained.status());
    training.trained = *std::move(trained);
  }
  return 1;
}

// Calls HostStep after each step.
TENFOLD_EXPORT("train") int RunTraining() {
  Training& training = Current();
  const SteppedBackend backend(
      simd::LinearBackend(),
      [&](Executor& executor, const std::shared_ptr<ParameterStore>& store, const float* input,
          int rows, absl::Span<const Targets> targets, double learning_rate) {
        training.store = store;
        const double loss = executor.TrainStep(input, rows, targets, learning_rate);
        HostStep(loss);
        return loss;
      });
  absl::StatusOr<TrainingResult> result =
      Train(training.task, training.seed, backend, [] { return true; });
  if (!result.ok()) return Fail(result.status());
  training.result = *std::move(result);
  return 1;
}

std::vector<float> Joined(const std::vector<std::vector<float>>& arrays) {
  std::vector<float> all;
  for (const std::vector<float>& array : arrays) all.insert(all.end(), array.begin(), array.end());
  return all;
}

// Train points, train targets, test points and test targets, as they are drawn.
TENFOLD_EXPORT("disc_data") void DrawnDisc(uint64_t seed, int points) {
  const DiscData data = MakeDisc(points, seed);
  SetOutput(Joined({data.train.points, data.train.targets, data.test.points, data.test.targets}));
}

// "net.0.weight 50", a line for each parameter.
TENFOLD_EXPORT("parameters") void Parameters() {
  std::string text;
  for (const ParameterInfo& parameter : Current().info.parameters) {
    absl::StrAppend(&text, parameter.name, " ", NumElements(parameter.shape), "\n");
  }
  SetOutput(text);
}

TENFOLD_EXPORT("train_inputs") void TrainInputs() { SetOutput(Current().task.train.inputs); }
TENFOLD_EXPORT("test_inputs") void TestInputs() { SetOutput(Current().task.test.inputs); }
TENFOLD_EXPORT("train_targets") void TrainTargets() {
  SetOutput(Current().task.train.targets[0].values);
}
TENFOLD_EXPORT("test_targets") void TestTargets() {
  SetOutput(Current().task.test.targets[0].values);
}

// Samples of an epoch.
TENFOLD_EXPORT("trained_count") int TrainedCount() { return Current().trained.train.count; }

TENFOLD_EXPORT("epoch_inputs") void InputsOfEpoch(int epoch) {
  absl::StatusOr<EpochInputs> inputs = EpochInputs::Create(Current().trained, Current().seed);
  SetOutput(inputs->OfEpoch(epoch));
}

TENFOLD_EXPORT("initial_weights") void StartWeights() {
  const Training& training = Current();
  SetOutput(
      Joined(InitialWeights(training.info, training.task.seeds.weights.value_or(training.seed),
                            training.task.initialization)));
}

// The present ones, in canonical order and layout.
TENFOLD_EXPORT("weights") void PresentWeights() {
  SetOutput(Joined(GetWeights(Current().info, *Current().store)));
}

// What the present network answers to the task's grid of points.
TENFOLD_EXPORT("grid") int Grid() {
  Training& training = Current();
  const Samples& probe = training.task.probe;
  if (training.evaluation == nullptr) {
    PlanOptions options;
    options.max_rows = probe.count;
    options.evaluation = true;
    absl::StatusOr<std::unique_ptr<Executor>> executor =
        simd::LinearBackend().Plan(training.task.network, options, training.store);
    if (!executor.ok()) return Fail(executor.status());
    training.evaluation = *std::move(executor);
  }
  training.evaluation->Forward(probe.inputs.data(), probe.count);
  std::vector<float> outputs(probe.count);
  training.evaluation->CopyTensor(*training.info.FindTensor(training.task.answer.tensors[0]),
                                  outputs.data());
  SetOutput(outputs);
  return 1;
}

TENFOLD_EXPORT("threshold") float AnswerThreshold() {
  return Threshold(Current().task.answer.rule);
}

TENFOLD_EXPORT("learning_rate") double LearningRateOfStep(int64_t step, int64_t steps) {
  const TrainingTask& task = Current().task;
  return task.learning_rate * LearningRateFactor(task.schedule, step, steps);
}

// Of a finished training: 0 if it has not diverged.
TENFOLD_EXPORT("diverged_step") int64_t DivergedStep() {
  return Current().result.diverged_step.value_or(0);
}
TENFOLD_EXPORT("train_loss") void TrainLoss() { SetOutput(Current().result.train_loss); }
TENFOLD_EXPORT("first_losses") void FirstLosses() { SetOutput(Current().result.first_losses); }
// These three with early stopping alone.
TENFOLD_EXPORT("held_out_loss") void HeldOutLoss() {
  SetOutput(Current().result.early_stop->held_out_loss);
}
TENFOLD_EXPORT("best_epoch") int BestEpoch() { return Current().result.early_stop->best_epoch; }
TENFOLD_EXPORT("stopped") bool HasStopped() { return Current().result.early_stop->stopped; }
TENFOLD_EXPORT("train_accuracy") double TrainAccuracy() {
  return Current().result.train.accuracy();
}
TENFOLD_EXPORT("test_accuracy") double TestAccuracy() { return Current().result.test.accuracy(); }

}  // namespace
}  // namespace tenfold::disc
