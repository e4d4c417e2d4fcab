#include "benchmarks/libtorch/manual_training.h"

#include <map>
#include <utility>

#include "absl/status/status.h"
#include "baselines/libtorch/libtorch.h"
#include "benchmarks/libtorch/manual_pass.h"

namespace tenfold::libtorch {
namespace {

struct StackedBatch {
  int rows;
  at::Tensor input;
  std::vector<at::Tensor> targets;  // per loss
};

class ManualTraining final : public Work {
 public:
  ManualTraining(std::vector<TrainingTask> tasks, std::vector<uint64_t> seeds, NetworkInfo info)
      : info_(std::move(info)), seeds_(std::move(seeds)) {
    const c10::InferenceMode inference;
    std::vector<std::vector<Batch>> batches;  // [seed][batch]
    for (const TrainingTask& task : tasks) batches.push_back(BatchesOf(task));
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
    task_ = std::move(tasks.front());
    task_.train = {};
  }

  absl::Status Restart() override {
    HoldThreads();
    const c10::InferenceMode inference;
    std::vector<std::vector<std::vector<float>>> weights;
    for (uint64_t seed : seeds_) weights.push_back(InitialWeights(info_, seed));
    passes_.clear();
    parameters_ = std::make_unique<StackedParameters>(info_, task_.optimizer, weights);
    for (const StackedBatch& batch : batches_) {
      if (passes_.count(batch.rows) > 0) continue;
      passes_[batch.rows] =
          std::make_unique<ManualPass>(task_, info_, static_cast<int>(seeds_.size()), batch.rows);
    }
    next_ = 0;
    return absl::OkStatus();
  }

  void RunStep() override {
    const c10::InferenceMode inference;
    const StackedBatch& batch = batches_[next_];
    losses_ = passes_[batch.rows]->Run(batch.input, batch.targets, *parameters_);
    parameters_->Update(task_.learning_rate);
    next_ = next_ + 1 == batches_.size() ? 0 : next_ + 1;
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
    return at::from_blob(const_cast<float*>(batch.input), sizes).clone();
  }

  at::Tensor Target(const TrainingTask& task, const Batch& batch, size_t loss) const {
    const TensorInfo& tensor = info_.tensors[*info_.FindTensor(task.losses[loss].tensor)];
    const int64_t rows = batch.rows / tensor.row_divisor, features = NumElements(tensor.shape);
    const Targets& targets = batch.targets[loss];
    if (task.losses[loss].kind == LossKind::kMse) {
      return at::from_blob(const_cast<float*>(targets.values), {rows, features}).clone();
    }
    at::Tensor one_hot = at::zeros({rows, features});
    for (int64_t i = 0; i < rows; ++i) one_hot[i][targets.classes[i]] = 1.0f;
    return one_hot;
  }

  const NetworkInfo info_;
  const std::vector<uint64_t> seeds_;
  TrainingTask task_;  // without its data
  std::vector<StackedBatch> batches_;
  std::map<int, std::unique_ptr<ManualPass>> passes_;  // by rows
  std::unique_ptr<StackedParameters> parameters_;
  size_t next_ = 0;
  at::Tensor losses_;
};

// What ManualPass has no operations for.
bool IsSupported(const Layer& layer) {
  if (const auto* linear = std::get_if<Linear>(&layer)) return linear->bias;
  if (const auto* conv = std::get_if<Conv2d>(&layer)) return conv->bias && conv->padding == 0;
  if (const auto* pool = std::get_if<MaxPool2d>(&layer)) return !pool->ceil_mode;
  return std::holds_alternative<ReLU>(layer) || std::holds_alternative<Tanh>(layer) ||
         std::holds_alternative<Flatten>(layer);
}

absl::Status CheckSupported(const TrainingTask& task, size_t seeds) {
  for (const Block& block : task.network.blocks) {
    const Layer& first = block.layers.front();
    if (std::holds_alternative<ReLU>(first) || std::holds_alternative<Tanh>(first)) {
      return absl::UnimplementedError("a block that begins with an activation");
    }
    for (const Layer& layer : block.layers) {
      if (!IsSupported(layer)) return absl::UnimplementedError(ToString(layer));
      if (seeds > 1 && std::holds_alternative<Conv2d>(layer)) {
        return absl::UnimplementedError("convolutions of several seeds at once");
      }
    }
  }
  for (const LossTerm& loss : task.losses) {
    if ((loss.kind != LossKind::kMse && loss.kind != LossKind::kCrossEntropy) ||
        loss.label_smoothing != 0.0) {
      return absl::UnimplementedError("this loss");
    }
  }
  const auto* adam = std::get_if<AdamOptions>(&task.optimizer);
  if (adam != nullptr && adam->weight_decay != 0.0) return absl::UnimplementedError("AdamW");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Work>> MakeManualTraining(std::vector<TrainingTask> tasks,
                                                         std::vector<uint64_t> seeds) {
  absl::StatusOr<NetworkInfo> info = Analyze(tasks.front().network);
  if (!info.ok()) return info.status();
  absl::Status status = CheckSupported(tasks.front(), seeds.size());
  if (!status.ok()) return status;
  auto training =
      std::make_unique<ManualTraining>(std::move(tasks), std::move(seeds), *std::move(info));
  status = training->Restart();
  if (!status.ok()) return status;
  return training;
}

}  // namespace tenfold::libtorch
