#include "experiments/training/run_in_training.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "engine/network/initial_weights.h"
#include "engine/network/training_state.h"
#include "engine/numerics/floating_point_environment.h"
#include "engine/numerics/random.h"
#include "experiments/training/judge.h"
#include "experiments/training/learning_rate_schedule.h"

namespace tenfold {
namespace {

// The mean of the tensors' values: [samples, features].
std::vector<float> AnswersOf(const TrainingTask& task, const Samples& samples,
                             const std::vector<int>& tensors, int features, Executor& executor) {
  std::vector<float> outputs(int64_t{samples.count} * features);
  std::vector<float> more(tensors.size() > 1 ? int64_t{task.batch_size} * features : 0);
  const int64_t sample_size = samples.rows_per_sample * NumElements(task.network.input_shape);
  for (int first = 0; first < samples.count; first += task.batch_size) {
    const int count = std::min(task.batch_size, samples.count - first);
    executor.Forward(samples.inputs.data() + first * sample_size, count * samples.rows_per_sample);
    float* output = outputs.data() + int64_t{first} * features;
    executor.CopyTensor(tensors[0], output);
    if (tensors.size() == 1) continue;
    for (size_t t = 1; t < tensors.size(); ++t) {
      executor.CopyTensor(tensors[t], more.data());
      for (int64_t i = 0; i < int64_t{count} * features; ++i) output[i] += more[i];
    }
    for (int64_t i = 0; i < int64_t{count} * features; ++i) {
      output[i] /= static_cast<float>(tensors.size());
    }
  }
  return outputs;
}

Evaluation EvaluationOf(const TrainingTask& task, const Samples& samples,
                        const std::vector<int>& tensors, int features, Executor& executor) {
  Evaluation evaluation;
  evaluation.outputs = AnswersOf(task, samples, tensors, features, executor);
  evaluation.metrics = Judge(task.answer, samples, evaluation.outputs);
  return evaluation;
}

// InvalidArgument if their shapes differ.
absl::StatusOr<std::vector<int>> FindAnswers(const TrainingTask& task, const NetworkInfo& info) {
  const std::vector<std::string>& names = task.answer.tensors;
  if (names.empty()) return absl::InvalidArgumentError("the network answers with no tensor");
  std::vector<int> answers;
  for (const std::string& name : names) {
    TENFOLD_ASSIGN_OR_RETURN(const int answer, info.FindTensor(name));
    if (info.tensors[answer].shape != info.tensors[*info.FindTensor(names[0])].shape) {
      return absl::InvalidArgumentError(
          absl::StrCat("answers are of different shapes: ", names[0], " and ", name));
    }
    answers.push_back(answer);
  }
  return answers;
}

bool IsFinite(const std::vector<float>& values) {
  return std::all_of(values.begin(), values.end(), [](float x) { return std::isfinite(x); });
}

}  // namespace

absl::StatusOr<std::vector<float>> Answers(const TrainingTask& task, const Samples& samples,
                                           const std::vector<std::vector<float>>& weights,
                                           const Backend& backend) {
  const ContractFloatingPoint floating_point;
  TENFOLD_ASSIGN_OR_RETURN(const NetworkInfo info, Analyze(task.network));
  TENFOLD_ASSIGN_OR_RETURN(const std::vector<int> answers, FindAnswers(task, info));
  TENFOLD_ASSIGN_OR_RETURN(const std::shared_ptr<ParameterStore> store,
                           backend.MakeStore(task.network, SgdOptions{}));
  SetWeights(weights, *store);
  PlanOptions options;
  options.max_rows = task.batch_size * samples.rows_per_sample;
  options.evaluation = true;
  TENFOLD_ASSIGN_OR_RETURN(const std::unique_ptr<Executor> executor,
                           backend.Plan(task.network, options, store));
  const int features = static_cast<int>(NumElements(info.tensors[answers.front()].shape));
  return AnswersOf(task, samples, answers, features, *executor);
}

int64_t StepsPerEpoch(const TrainingTask& task) {
  return (int64_t{task.train.count} + task.batch_size - 1) / task.batch_size;
}

PlanOptions OptionsOf(const TrainingTask& task) {
  PlanOptions options;
  options.max_rows = task.batch_size * task.train.rows_per_sample;
  options.losses = task.losses;
  return options;
}

RunInTraining::RunInTraining(const TrainingRun& run, NetworkInfo info, std::vector<int> answers,
                             std::shared_ptr<ParameterStore> store)
    : whole_(*run.task),
      seed_(run.seed),
      checkpoints_(run.checkpoints),
      observer_(run.observer),
      info_(std::move(info)),
      answers_(std::move(answers)),
      store_(std::move(store)) {}

absl::StatusOr<std::unique_ptr<RunInTraining>> RunInTraining::Create(const TrainingRun& run,
                                                                     const Backend& backend) {
  const TrainingTask& whole = *run.task;
  TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(whole.network));
  TENFOLD_ASSIGN_OR_RETURN(std::vector<int> answers, FindAnswers(whole, info));
  TENFOLD_ASSIGN_OR_RETURN(std::shared_ptr<ParameterStore> store,
                           backend.MakeStore(whole.network, whole.optimizer));
  std::unique_ptr<RunInTraining> made(
      new RunInTraining(run, std::move(info), std::move(answers), std::move(store)));
  if (whole.early_stopping.patience > 0) {
    Samples held_out;
    TENFOLD_ASSIGN_OR_RETURN(made->part_, HoldOut(whole, run.seed, held_out));
    PlanOptions options = OptionsOf(whole);
    options.evaluation = true;
    TENFOLD_ASSIGN_OR_RETURN(std::unique_ptr<Executor> evaluation,
                             backend.Plan(whole.network, options, made->store_));
    made->held_out_.emplace(*made->part_, std::move(held_out), std::move(evaluation));
    made->result_.early_stop.emplace();
  }
  const TrainingTask& task = made->task();
  TENFOLD_ASSIGN_OR_RETURN(made->inputs_, EpochInputs::Create(task, run.seed));
  made->batch_.emplace(task, task.train, task.batch_size);
  TrainingResult& result = made->result_;
  result.initial_weights =
      task.initial_weights.empty()
          ? InitialWeights(made->info_, task.seeds.weights.value_or(run.seed), task.initialization)
          : task.initial_weights;
  SetWeights(result.initial_weights, *made->store_);
  if (run.checkpoints != nullptr && run.checkpoints->from.has_value()) {
    const TrainingProgress& from = *run.checkpoints->from;
    SetTrainingState(made->info_, from.state, *made->store_);
    result.train_loss = from.train_loss;
    result.first_losses = from.first_losses;
    result.training_time_s = from.training_time_s;
  }
  if (run.observer != nullptr) run.observer->BeginTraining(task, made->info_, *made->store_);
  return made;
}

void RunInTraining::BeginEpoch(int epoch) {
  PhiloxGenerator generator(task().seeds.order.value_or(seed_), Stream::kBatchOrder,
                            static_cast<uint32_t>(epoch));
  order_ = RandomPermutation(task().train.count, generator);
  epoch_inputs_ = &inputs_->OfEpoch(epoch);
  loss_sum_ = 0.0;
  if (observer_ != nullptr) observer_->BeginEpoch(order_, *epoch_inputs_);
}

RunBatch RunInTraining::GatherBatch(int first, int count, int64_t step, int64_t steps) {
  samples_ = absl::MakeConstSpan(order_).subspan(first, count);
  batch_->Gather(samples_, *epoch_inputs_);
  return {batch_->inputs(), batch_->targets(),
          task().learning_rate * LearningRateFactor(task().schedule, step, steps)};
}

void RunInTraining::EndStep(int64_t step, int count, double loss) {
  if (observer_ != nullptr) observer_->EndStep(samples_);
  if (!std::isfinite(loss)) {
    result_.diverged_step = step;
    if (observer_ != nullptr) observer_->EndEpoch();
    return;
  }
  loss_sum_ += loss * count;
  if (result_.first_losses.size() < kFirstLosses) result_.first_losses.push_back(loss);
}

void RunInTraining::EndEpoch() {
  if (observer_ != nullptr) observer_->EndEpoch();
  result_.train_loss.push_back(loss_sum_ / task().train.count);
  if (held_out_.has_value()) held_out_->EndEpoch(info_, *store_, *result_.early_stop);
}

absl::Status RunInTraining::SaveCheckpoint(double seconds) const {
  if (checkpoints_ == nullptr || checkpoints_->every == 0 || epochs() % checkpoints_->every != 0) {
    return absl::OkStatus();
  }
  return checkpoints_->save({GetTrainingState(info_, task().optimizer, *store_), result_.train_loss,
                             result_.first_losses, result_.training_time_s + seconds, ""});
}

void RunInTraining::TakeWeights() {
  if (held_out_.has_value() && !held_out_->best_weights().empty() &&
      !result_.diverged_step.has_value()) {
    SetWeights(held_out_->best_weights(), *store_);
  }
  result_.final_weights = GetWeights(info_, *store_);
}

absl::StatusOr<TrainingResult> RunInTraining::Evaluate(const Backend& backend,
                                                       double training_time_s) {
  result_.training_time_s += training_time_s;
  if (result_.diverged_step.has_value()) return std::move(result_);
  const int features = static_cast<int>(NumElements(info_.tensors[answers_.front()].shape));
  PlanOptions options = OptionsOf(whole_);
  options.losses.clear();
  options.evaluation = true;
  TENFOLD_ASSIGN_OR_RETURN(const std::unique_ptr<Executor> executor,
                           backend.Plan(whole_.network, options, store_));
  result_.train = EvaluationOf(whole_, whole_.train, answers_, features, *executor);
  // No step has seen what the last update left; a next one would.
  if (!IsFinite(result_.train.outputs)) {
    result_.diverged_step =
        static_cast<int64_t>(result_.train_loss.size()) * StepsPerEpoch(task()) + 1;
    result_.train = {};
    return std::move(result_);
  }
  result_.test = EvaluationOf(whole_, whole_.test, answers_, features, *executor);
  result_.probe_outputs = AnswersOf(whole_, whole_.probe, answers_, features, *executor);
  return std::move(result_);
}

}  // namespace tenfold
