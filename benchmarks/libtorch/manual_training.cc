#include "benchmarks/libtorch/manual_training.h"

#include <map>
#include <utility>

#include "absl/status/status.h"
#include "base/status_macros.h"
#include "baselines/libtorch/libtorch.h"
#include "benchmarks/libtorch/manual_pass.h"
#include "experiments/datasets/augmentation.h"
#include "experiments/training/epoch_inputs.h"

namespace tenfold::benchmarks {
namespace {

struct StackedBatch {
  int rows;
  at::Tensor input;
  std::vector<at::Tensor> targets;  // per loss
};

class ManualTraining final : public TimedWork {
 public:
  ManualTraining(std::vector<TrainingTask> tasks, std::vector<uint64_t> seeds, NetworkInfo info,
                 bool augmented)
      : info_(std::move(info)), seeds_(std::move(seeds)) {
    const c10::InferenceMode inference;
    std::vector<std::vector<Batch>> batches;  // [seed][batch]
    if (augmented) {
      task_ = tasks.front();
      inputs_ = std::make_unique<EpochInputs>(*EpochInputs::Create(task_, seeds_.front()));
      batches.push_back(BatchesOf(task_, inputs_->OfEpoch(0)));
    } else {
      for (const TrainingTask& task : tasks) batches.push_back(BatchesOf(task, task.train.inputs));
    }
    for (size_t b = 0; b < batches.front().size(); ++b) {
      StackedBatch& stacked = batches_.emplace_back();
      stacked.rows = batches.front()[b].rows;
      std::vector<at::Tensor> inputs;
      for (const auto& of_seed : batches) inputs.push_back(Input(tasks.front(), of_seed[b]));
      stacked.input = Stack(inputs);
      for (size_t loss = 0; loss < tasks.front().losses.size(); ++loss) {
        std::vector<at::Tensor> targets;
        for (const auto& of_seed : batches) {
          targets.push_back(Target(tasks.front(), of_seed[b], loss));
        }
        stacked.targets.push_back(Stack(targets));
      }
    }
    if (inputs_ != nullptr) return;
    task_ = std::move(tasks.front());
    task_.train.inputs = {};
  }

  absl::Status Restart() override {
    libtorch::HoldThreads();
    const c10::InferenceMode inference;
    std::vector<std::vector<std::vector<float>>> weights;
    for (uint64_t seed : seeds_)
      weights.push_back(InitialWeights(info_, seed, task_.initialization));
    passes_.clear();
    parameters_ = std::make_unique<StackedParameters>(info_, task_.optimizer, weights);
    for (const StackedBatch& batch : batches_) {
      if (passes_.count(batch.rows) > 0) continue;
      passes_[batch.rows] =
          std::make_unique<ManualPass>(task_, info_, static_cast<int>(seeds_.size()), batch.rows);
    }
    step_ = 0;
    return absl::OkStatus();
  }

  void RunStep() override {
    const c10::InferenceMode inference;
    const int64_t steps = steps_per_epoch();
    if (inputs_ != nullptr && step_ % steps == 0) {
      inputs_->OfEpoch(static_cast<int>(step_ / steps));
    }
    const StackedBatch& batch = batches_[step_ % steps];
    losses_ = passes_[batch.rows]->Run(batch.input, batch.targets, *parameters_);
    parameters_->Update(LearningRateOfStep(task_, step_));
    ++step_;
  }

  // Seed by seed.
  std::vector<double> Check(int steps) override {
    std::vector<double> losses(steps * seeds_.size());
    for (int step = 0; step < steps; ++step) {
      RunStep();
      for (size_t s = 0; s < seeds_.size(); ++s) {
        losses[s * steps + step] = losses_[static_cast<int64_t>(s)].item<double>();
      }
    }
    return losses;
  }

  int steps_per_epoch() const override { return static_cast<int>(batches_.size()); }

 private:
  at::Tensor Stack(const std::vector<at::Tensor>& tensors) const {
    return tensors.size() == 1 ? tensors.front() : at::stack(tensors);
  }

  at::Tensor Input(const TrainingTask& task, const Batch& batch) const {
    std::vector<int64_t> sizes = {batch.rows};
    if (seeds_.size() == 1) {
      sizes.insert(sizes.end(), task.network.input_shape.begin(), task.network.input_shape.end());
    } else {
      sizes.push_back(NumElements(task.network.input_shape));
    }
    const at::Tensor input = at::from_blob(const_cast<float*>(batch.input), sizes);
    // What is augmented is written there anew for each epoch.
    return inputs_ != nullptr ? input : input.clone();
  }

  at::Tensor Target(const TrainingTask& task, const Batch& batch, size_t loss) const {
    const TensorInfo& tensor = info_.tensors[*info_.FindTensor(task.losses[loss].tensor)];
    const int64_t rows = batch.rows / tensor.row_divisor, features = NumElements(tensor.shape);
    const Targets& targets = batch.targets[loss];
    if (task.losses[loss].kind != LossKind::kCrossEntropy) {
      return at::from_blob(const_cast<float*>(targets.values), {rows, features}).clone();
    }
    const SmoothedTargets<float> target(task.losses[loss].label_smoothing,
                                        static_cast<int>(features));
    at::Tensor probabilities = at::full({rows, features}, target.others);
    for (int64_t i = 0; i < rows; ++i) probabilities[i][targets.classes[i]] = target.of_class;
    return probabilities;
  }

  const NetworkInfo info_;
  const std::vector<uint64_t> seeds_;
  TrainingTask task_;                    // its data only if they are augmented
  std::unique_ptr<EpochInputs> inputs_;  // null unless they are
  std::vector<StackedBatch> batches_;
  std::map<int, std::unique_ptr<ManualPass>> passes_;  // by rows
  std::unique_ptr<StackedParameters> parameters_;
  int64_t step_ = 0;
  at::Tensor losses_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<TimedWork>> MakeManualTraining(std::vector<TrainingTask> tasks,
                                                              std::vector<uint64_t> seeds) {
  TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(tasks.front().network));
  const TrainingTask& first = tasks.front();
  TENFOLD_RETURN_IF_ERROR(CheckManualPass(first, seeds.size()));
  TENFOLD_ASSIGN_OR_RETURN(
      RowAugmenter augmenter,
      MakeRowAugmenter(first.augmentation, first.network.input_shape, first.train.inputs));
  const bool augmented = augmenter != nullptr;
  if (augmented && seeds.size() > 1) {
    return absl::UnimplementedError("augmented inputs of several seeds at once");
  }
  auto training = std::make_unique<ManualTraining>(std::move(tasks), std::move(seeds),
                                                   std::move(info), augmented);
  TENFOLD_RETURN_IF_ERROR(training->Restart());
  return training;
}

}  // namespace tenfold::benchmarks
