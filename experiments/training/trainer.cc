#include "experiments/training/trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "engine/network/initial_weights.h"
#include "engine/numerics/floating_point_environment.h"
#include "engine/numerics/random.h"
#include "experiments/training/epoch_inputs.h"
#include "experiments/training/judge.h"

namespace tenfold {
namespace {

// Samples of a batch, gathered into adjacent rows.
class BatchBuffer {
 public:
  BatchBuffer(const TrainingTask& task, const Samples& samples, int batch_size)
      : samples_(samples),
        sample_size_(samples.rows_per_sample * NumElements(task.network.input_shape)) {
    inputs_.resize(batch_size * sample_size_);
    for (const TargetArray& array : samples.targets) {
      TargetArray& buffer = targets_.emplace_back();
      buffer.values.resize(batch_size * (array.values.size() / samples.count));
      buffer.classes.resize(batch_size * (array.classes.size() / samples.count));
      pointers_.push_back({buffer.values.data(), buffer.classes.data()});
    }
  }

  // From `inputs`, those of the samples or others in their place.
  void Gather(absl::Span<const int32_t> indices, const std::vector<float>& inputs) {
    rows_ = static_cast<int>(indices.size()) * samples_.rows_per_sample;
    for (size_t i = 0; i < indices.size(); ++i) {
      CopyElement(inputs, indices[i], sample_size_, inputs_, i);
      for (size_t t = 0; t < targets_.size(); ++t) {
        const TargetArray& source = samples_.targets[t];
        CopyElement(source.values, indices[i], source.values.size() / samples_.count,
                    targets_[t].values, i);
        CopyElement(source.classes, indices[i], source.classes.size() / samples_.count,
                    targets_[t].classes, i);
      }
    }
  }

  const float* inputs() const { return inputs_.data(); }
  int rows() const { return rows_; }
  absl::Span<const Targets> targets() const { return pointers_; }

 private:
  template <typename T>
  static void CopyElement(const std::vector<T>& from, int64_t from_index, int64_t size,
                          std::vector<T>& to, int64_t to_index) {
    std::copy_n(from.begin() + from_index * size, size, to.begin() + to_index * size);
  }

  const Samples& samples_;
  const int64_t sample_size_;
  int rows_ = 0;
  std::vector<float> inputs_;
  std::vector<TargetArray> targets_;
  std::vector<Targets> pointers_;
};

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

Evaluation Evaluate(const TrainingTask& task, const Samples& samples,
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

int64_t StepsPerEpoch(const TrainingTask& task) {
  return (int64_t{task.train.count} + task.batch_size - 1) / task.batch_size;
}

// Runs the steps; OK also if the loss diverges, which `result` then says.
absl::Status RunSteps(const TrainingTask& task, uint64_t order_seed, EpochInputs& inputs,
                      Executor& executor, const std::function<bool()>& keep_going,
                      TrainingResult& result) {
  BatchBuffer batch(task, task.train, task.batch_size);
  const int64_t steps = task.epochs * StepsPerEpoch(task);
  int64_t step = 0;
  for (int epoch = 0; epoch < task.epochs; ++epoch) {
    if (!keep_going()) return absl::CancelledError("interrupted");
    PhiloxGenerator generator(order_seed, Stream::kBatchOrder, static_cast<uint32_t>(epoch));
    const std::vector<int32_t> order = RandomPermutation(task.train.count, generator);
    const std::vector<float>& epoch_inputs = inputs.OfEpoch(epoch);
    double sum = 0.0;
    for (int first = 0; first < task.train.count; first += task.batch_size) {
      const int count = std::min(task.batch_size, task.train.count - first);
      batch.Gather(absl::MakeConstSpan(order).subspan(first, count), epoch_inputs);
      const double learning_rate =
          task.learning_rate * LearningRateFactor(task.schedule, step, steps);
      const double loss =
          executor.TrainStep(batch.inputs(), batch.rows(), batch.targets(), learning_rate);
      ++step;
      if (!std::isfinite(loss)) {
        result.diverged_step = step;
        return absl::OkStatus();
      }
      sum += loss * count;
      if (result.first_losses.size() < kFirstLosses) result.first_losses.push_back(loss);
    }
    result.train_loss.push_back(sum / task.train.count);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<TrainingResult> Train(const TrainingTask& task, uint64_t seed,
                                     const Backend& backend,
                                     const std::function<bool()>& keep_going) {
  const ContractFloatingPoint floating_point;
  TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(task.network));
  TENFOLD_ASSIGN_OR_RETURN(EpochInputs inputs, EpochInputs::Create(task, seed));
  TENFOLD_ASSIGN_OR_RETURN(const std::vector<int> answers, FindAnswers(task, info));
  TENFOLD_ASSIGN_OR_RETURN(std::shared_ptr<ParameterStore> store,
                           backend.MakeStore(task.network, task.optimizer));
  PlanOptions options;
  options.max_rows = task.batch_size * task.train.rows_per_sample;
  options.losses = task.losses;
  options.seed = seed;
  absl::StatusOr<std::unique_ptr<Executor>> executor = backend.Plan(task.network, options, store);
  if (!executor.ok()) return executor.status();

  TrainingResult result;
  result.initial_weights =
      InitialWeights(info, task.seeds.weights.value_or(seed), task.initialization);
  SetWeights(result.initial_weights, *store);
  const auto start = std::chrono::steady_clock::now();
  absl::Status status =
      RunSteps(task, task.seeds.order.value_or(seed), inputs, **executor, keep_going, result);
  result.training_time_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (!status.ok()) return status;
  result.final_weights = GetWeights(info, *store);
  if (result.diverged_step.has_value()) return result;
  const int features = static_cast<int>(NumElements(info.tensors[answers.front()].shape));
  options.losses.clear();
  options.evaluation = true;
  executor = backend.Plan(task.network, options, store);
  if (!executor.ok()) return executor.status();
  result.train = Evaluate(task, task.train, answers, features, **executor);
  // No step has seen what the last update left; a next one would.
  if (!IsFinite(result.train.outputs)) {
    result.diverged_step = task.epochs * StepsPerEpoch(task) + 1;
    result.train = {};
    return result;
  }
  result.test = Evaluate(task, task.test, answers, features, **executor);
  result.probe_outputs = AnswersOf(task, task.probe, answers, features, **executor);
  return result;
}

}  // namespace tenfold
