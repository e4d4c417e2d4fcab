// The operation of kit/runs.json: what can be seen of one training, step by step.
#include <array>
#include <cmath>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/backends/blockwise/backend.h"
#include "engine/backends/reference/reference.h"
#include "engine/conformance/answers.h"
#include "engine/network/stepped_backend.h"
#include "engine/numerics/floating_point_environment.h"
#include "engine/testing/layer_kernels.h"
#include "experiments/receipts/receipt.h"
#include "experiments/receipts/step_trace.h"
#include "experiments/receipts/weights_digest.h"
#include "experiments/training/epoch_inputs.h"
#include "experiments/training/run_in_training.h"
#include "experiments/training/trainer.h"

namespace tenfold::conformance {
namespace {

Json HashesByName(const NetworkInfo& info, const std::vector<std::vector<float>>& arrays) {
  Json hashes;
  for (size_t i = 0; i < arrays.size(); ++i) hashes[info.parameters[i].name] = Hash(arrays[i]);
  return hashes;
}

// Writes down what the steps of a training leave.
class Observer {
 public:
  Observer(const TrainingTask& task, Json& answer)
      : task_(task), info_(*Analyze(task.network)), answer_(answer) {}

  const NetworkInfo& info() const { return info_; }

  // A step of the training: TrainStep, or for the first one what it fuses, call by call.
  double Step(Executor& executor, ParameterStore& store, const float* input, int rows,
              absl::Span<const Targets> targets, double learning_rate) {
    const double loss = step_ == 0 ? FirstStep(executor, store, input, rows, targets, learning_rate)
                                   : executor.TrainStep(input, rows, targets, learning_rate);
    ++step_;
    if (step_ == 1 || step_ == 2 || step_ == 10) {
      answer_["weights_after_step"][absl::StrCat(step_)] =
          HashesByName(info_, GetWeights(info_, store));
    }
    losses_.push_back(loss);
    const int64_t steps_per_epoch = (task_.train.count + task_.batch_size - 1) / task_.batch_size;
    if (step_ % steps_per_epoch == 0 && std::isfinite(loss)) {
      answer_["epochs"].push_back({{"losses", Hash(std::exchange(losses_, {}))},
                                   {"weights", WeightsDigest(GetWeights(info_, store))}});
    }
    return loss;
  }

  // The gradient of a layer's input, which a kernel has just written.
  void SawInputGradient(int layer, const float* values, int64_t size) {
    if (step_ > 0 || size == 0) return;
    answer_["first_step"]["dx"][NameOf(layer)] = Hash(std::vector<float>(values, values + size));
  }

 private:
  double FirstStep(Executor& executor, ParameterStore& store, const float* input, int rows,
                   absl::Span<const Targets> targets, double learning_rate) {
    const StepTrace trace = TraceCalls(task_.network, info_, task_.optimizer, executor, store,
                                       input, rows, targets, learning_rate);
    Json& first = answer_["first_step"];
    first["inputs"] = Hash(trace.inputs[0].values);
    for (const NamedTensor& y : trace.activations) first["y"][y.name] = Hash(y.values);
    first["loss"] = Hex(std::vector<double>{trace.loss});
    for (const NamedTensor& gradient : trace.gradients) {
      first["gradients"][gradient.name] = Hash(gradient.values);
    }
    return trace.loss;
  }

  std::string NameOf(int layer) const {
    size_t b = 0;
    while (b + 1 < info_.blocks.size() && info_.blocks[b + 1].first_layer <= layer) ++b;
    return absl::StrCat(task_.network.blocks[b].name, ".", layer - info_.blocks[b].first_layer);
  }

  const TrainingTask& task_;
  const NetworkInfo info_;
  Json& answer_;
  int64_t step_ = 0;
  std::vector<double> losses_;  // of this epoch
};

Json HashesOfTargets(const Samples& samples) {
  Json hashes = Json::array();
  for (const TargetArray& targets : samples.targets) {
    hashes.push_back(targets.values.empty() ? Hash(targets.classes) : Hash(targets.values));
  }
  return hashes;
}

// What a training starts from.
Json Start(const TrainingTask& task, uint64_t seed, const NetworkInfo& info) {
  return {{"train_inputs", Hash(task.train.inputs)},
          {"train_targets", HashesOfTargets(task.train)},
          {"test_inputs", Hash(task.test.inputs)},
          {"test_targets", HashesOfTargets(task.test)},
          {"initial_weights", HashesByName(info, InitialWeights(info, seed, task.initialization))}};
}

// Of an epoch, before its first step.
Json Drawn(const TrainingTask& task, uint64_t seed, int epoch, EpochInputs& inputs) {
  PhiloxGenerator generator(seed, Stream::kBatchOrder, static_cast<uint32_t>(epoch));
  return {{"inputs", Hash(inputs.OfEpoch(epoch))},
          {"order", Hash(RandomPermutation(task.train.count, generator))}};
}

// The receipts of one training, by epoch and by step.
class BothReceipts final : public TrainingObserver {
 public:
  void BeginTraining(const TrainingTask& task, const NetworkInfo& info,
                     const ParameterStore& store) override {
    for (ReceiptWriter* writer : writers_) writer->BeginTraining(task, info, store);
    steps_per_epoch_ = StepsPerEpoch(task);
  }
  void BeginEpoch(const std::vector<int32_t>& order, const std::vector<float>& inputs) override {
    for (ReceiptWriter* writer : writers_) writer->BeginEpoch(order, inputs);
  }
  void EndStep(absl::Span<const int32_t> samples) override {
    for (ReceiptWriter* writer : writers_) writer->EndStep(samples);
  }
  void EndEpoch() override {
    for (ReceiptWriter* writer : writers_) writer->EndEpoch();
  }

  // Adds to what is known of each epoch the chains at its end.
  void AddTo(Json& epochs) const {
    const Receipt by_epoch = *ParseReceipt(by_epoch_.text(), ""),
                  by_step = *ParseReceipt(by_step_.text(), "");
    for (size_t i = 0; i < epochs.size(); ++i) {
      epochs[i]["receipt"] = Hash(by_epoch.links.at(i + 1));
      epochs[i]["receipt_by_step"] = Hash(by_step.links.at((i + 1) * steps_per_epoch_));
    }
  }

  // At the end.
  std::string last() const { return Hash(ParseReceipt(by_epoch_.text(), "")->links.back()); }

 private:
  static std::string Hash(const ReceiptLink& link) { return link.chain.substr(0, 16); }

  ReceiptWriter by_epoch_{ReceiptEvery::kEpoch}, by_step_{ReceiptEvery::kStep};
  const std::array<ReceiptWriter*, 2> writers_ = {&by_epoch_, &by_step_};
  size_t steps_per_epoch_ = 0;
};

Json ErrorOf(const absl::Status& status) { return {{"error", std::string(status.message())}}; }

Json End(const TrainingResult& result) {
  Json end;
  end["diverged_step"] = result.diverged_step.has_value() ? Json(*result.diverged_step) : Json();
  end["train_loss"] = Hash(result.train_loss);
  end["first_losses"] = Hash(result.first_losses);
  if (const std::optional<EarlyStop>& stop = result.early_stop; stop.has_value()) {
    end["held_out_loss"] = Hex(stop->held_out_loss);
    end["best_epoch"] = stop->best_epoch;
    end["stopped"] = stop->stopped;
  }
  if (!result.diverged_step.has_value()) {
    end["train_accuracy"] = result.train.accuracy();
    end["test_accuracy"] = result.test.accuracy();
  }
  end["weights_digest"] = WeightsDigest(result.final_weights);
  return end;
}

}  // namespace

Json Run(const Json& test_case, const Respondent& respondent) {
  const ContractFloatingPoint floating_point;
  const Experiment& experiment =
      *respondent.experiments.at(test_case.at("experiment").get<std::string>());
  // One that a case does not name was declared after it.
  Hyperparameters hyperparameters = experiment.neutral();
  hyperparameters.update(test_case.at("hyperparameters"));
  const uint64_t seed = Word64(test_case.at("seed").get<std::string>());
  absl::StatusOr<TrainingTask> made =
      experiment.MakeTask(test_case.at("variant").get<std::string>(), hyperparameters);
  const absl::Status drawn =
      made.ok() ? experiment.DrawData(hyperparameters, static_cast<int64_t>(seed), *made)
                : made.status();
  if (!drawn.ok()) return ErrorOf(drawn);
  const TrainingTask& task = *made;

  Json answer;
  answer["dataset_digest"] = experiment.DatasetDigest(hyperparameters, static_cast<int64_t>(seed));
  Samples held_out;
  const absl::StatusOr<TrainingTask> kept =
      task.early_stopping.patience > 0 ? HoldOut(task, seed, held_out) : task;
  if (!kept.ok()) return ErrorOf(kept.status());
  const TrainingTask& trained = *kept;
  absl::StatusOr<EpochInputs> inputs = EpochInputs::Create(trained, seed);
  if (!inputs.ok()) return ErrorOf(inputs.status());
  Observer observer(trained, answer);
  answer.update(Start(task, seed, observer.info()));
  // In this order; what differs first is told first.
  answer["drawn_in_epochs"] = Json::array();
  answer["first_step"] = Json::object();
  answer["weights_after_step"] = Json::object();
  answer["epochs"] = Json::array();
  const blockwise::BlockwiseBackend with_input_gradients(
      "reference",
      AlteredKernels<float>(
          reference::MakeKernel<float>,
          [&](const blockwise::KernelContext<float>& context, float* values, int64_t size) {
            observer.SawInputGradient(static_cast<int>(context.dropout.layer), values, size);
          }));
  const SteppedBackend backend(
      respondent.input_gradients ? with_input_gradients : *respondent.backend,
      [&](Executor& executor, const std::shared_ptr<ParameterStore>& store, const float* input,
          int rows, absl::Span<const Targets> targets, double learning_rate) {
        return observer.Step(executor, *store, input, rows, targets, learning_rate);
      });
  const bool whole = respondent.soak || test_case.at("short").get<bool>();
  int epoch = 0;
  BothReceipts receipts;
  const TrainingRun run = {&task, seed, nullptr, &receipts};
  const absl::StatusOr<TrainingResult> result =
      std::move(TrainTogether({&run, 1}, backend, [&] {
                  if (!whole && epoch == 1) return false;
                  answer["drawn_in_epochs"].push_back(Drawn(trained, seed, epoch++, *inputs));
                  return true;
                }).front());
  receipts.AddTo(answer["epochs"]);
  if (result.ok()) {
    answer["end"] = End(*result);
    answer["end"]["receipt"] = receipts.last();
  } else if (!absl::IsCancelled(result.status())) {
    answer.update(ErrorOf(result.status()));
  }
  return answer;
}

}  // namespace tenfold::conformance
