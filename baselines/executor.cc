#include "baselines/executor.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/check.h"

namespace tenfold::libtorch {

namespace functional = torch::nn::functional;

absl::StatusOr<std::unique_ptr<Executor>> TorchExecutor::Make(const Network& network,
                                                              const PlanOptions& options,
                                                              std::shared_ptr<Store> store) {
  absl::StatusOr<NetworkInfo> info = Analyze(network);
  if (!info.ok()) return info.status();
  if (options.max_rows < 1 || options.max_rows % info->row_multiple != 0) {
    return absl::InvalidArgumentError(absl::StrCat(
        "max_rows is ", options.max_rows, ", wants a positive multiple of ", info->row_multiple));
  }
  TENFOLD_CHECK(
      store != nullptr && store->num_parameters() == static_cast<int>(info->parameters.size()),
      "the store was made for another network");
  std::unique_ptr<TorchExecutor> executor(new TorchExecutor);
  for (const LossTerm& term : options.losses) {
    absl::StatusOr<int> tensor = info->FindTensor(term.tensor);
    if (!tensor.ok()) return tensor.status();
    if (*tensor == 0) {
      return absl::InvalidArgumentError(absl::StrCat(
          "loss \"", term.name, "\": wants the output of a block, not the network's input"));
    }
    executor->losses_.push_back({term, *tensor, std::vector<int64_t>(options.max_rows)});
  }
  for (size_t b = 0; b < network.blocks.size(); ++b) {
    executor->blocks_.push_back(
        {network.blocks[b].rows, info->blocks[b].input, info->blocks[b].output, {}});
  }
  executor->needs_gradients_ = !options.losses.empty() || options.needs_input_gradient;
  executor->input_sizes_.push_back(0);
  for (int size : network.input_shape) executor->input_sizes_.push_back(size);
  executor->tensors_.resize(info->tensors.size());
  executor->halves_.resize(info->tensors.size());
  executor->info_ = *std::move(info);
  executor->options_ = options;
  executor->store_ = std::move(store);
  return executor;
}

double TorchExecutor::TrainStep(const float* input, int rows, absl::Span<const Targets> targets,
                                double learning_rate) {
  store_->ZeroGrad();
  RunBlocks(View(input, rows), /*keep_activations=*/false);
  const double loss = ComputeLoss(targets);
  Backward();
  Step(learning_rate);
  return loss;
}

void TorchExecutor::Forward(const float* input, int rows) {
  // A copy: Backward reads the input, which the caller need not keep that long.
  RunBlocks(View(input, rows).clone(), /*keep_activations=*/true);
}

torch::Tensor TorchExecutor::View(const float* input, int rows) {
  TENFOLD_CHECK(rows > 0 && rows <= options_.max_rows && rows % info_.row_multiple == 0, rows,
                " rows, planned for ", options_.max_rows, " in multiples of ", info_.row_multiple);
  input_sizes_[0] = rows;
  return torch::from_blob(const_cast<float*>(input), input_sizes_);
}

void TorchExecutor::RunBlocks(torch::Tensor input, bool keep_activations) {
  const torch::AutoGradMode gradients(needs_gradients_);
  input.set_requires_grad(options_.needs_input_gradient);
  tensors_[0] = std::move(input);
  for (size_t b = 0; b < blocks_.size(); ++b) {
    PlannedBlock& block = blocks_[b];
    block.activations.clear();
    torch::Tensor x = BlockInput(block);
    for (torch::nn::AnyModule& module : *store_->block(static_cast<int>(b))) {
      x = module.forward(x);
      if (keep_activations) block.activations.push_back(x);
    }
    WriteTensor(block, std::move(x));
  }
}

torch::Tensor TorchExecutor::BlockInput(const PlannedBlock& block) const {
  const torch::Tensor& input = tensors_[block.input_tensor];
  switch (block.rows) {
    case Rows::kAll:
      return input;
    case Rows::kEven:
      return input.slice(/*dim=*/0, /*start=*/0, /*end=*/input.size(0), /*step=*/2);
    case Rows::kOdd:
      return input.slice(/*dim=*/0, /*start=*/1, /*end=*/input.size(0), /*step=*/2);
    case Rows::kAdjacentPairs:
      return input.view({input.size(0) / 2, 2 * input.size(1)});
  }
  return input;
}

void TorchExecutor::WriteTensor(const PlannedBlock& block, torch::Tensor output) {
  if (block.rows != Rows::kEven && block.rows != Rows::kOdd) {
    tensors_[block.output_tensor] = std::move(output);
    return;
  }
  std::array<torch::Tensor, 2>& halves = halves_[block.output_tensor];
  halves[block.rows == Rows::kOdd] = std::move(output);
  if (!halves[0].defined() || !halves[1].defined()) return;
  tensors_[block.output_tensor] = torch::stack({halves[0], halves[1]}, /*dim=*/1).flatten(0, 1);
  halves = {};
}

torch::Tensor TorchExecutor::Loss(PlannedLoss& loss, const Targets& targets) {
  const torch::Tensor& output = tensors_[loss.tensor];
  torch::Tensor value;
  switch (loss.term.kind) {
    case LossKind::kMse:
      value = functional::mse_loss(
          output, torch::from_blob(const_cast<float*>(targets.values), output.sizes()));
      break;
    case LossKind::kCrossEntropy: {
      std::copy_n(targets.classes, output.size(0), loss.classes.begin());
      value = functional::cross_entropy(
          output.dim() == 2 ? output : output.flatten(1),
          torch::from_blob(loss.classes.data(), {output.size(0)}, torch::kLong));
      break;
    }
  }
  return loss.term.weight == 1.0 ? value : value * loss.term.weight;
}

double TorchExecutor::ComputeLoss(absl::Span<const Targets> targets) {
  TENFOLD_CHECK(targets.size() == losses_.size(), targets.size(), " targets for ", losses_.size(),
                " losses");
  backward_from_ = Loss(losses_[0], targets[0]);
  for (size_t i = 1; i < losses_.size(); ++i)
    backward_from_ = backward_from_ + Loss(losses_[i], targets[i]);
  backward_gradient_.reset();
  return backward_from_.item<float>();
}

void TorchExecutor::SetGradient(int tensor, const float* gradient) {
  TENFOLD_CHECK(tensor > 0, "the gradient of the network's input is a result");
  backward_from_ = tensors_[tensor];
  backward_gradient_ =
      torch::from_blob(const_cast<float*>(gradient), backward_from_.sizes()).clone();
}

void TorchExecutor::Backward() {
  TENFOLD_CHECK(backward_from_.defined(),
                "Backward wants a ComputeLoss or a SetGradient before it");
  // A network without parameters has nothing to give if nobody wants the input's gradient either.
  if (backward_from_.requires_grad()) backward_from_.backward(backward_gradient_);
  backward_from_.reset();
}

void TorchExecutor::Step(double learning_rate) { store_->Step(learning_rate); }

void TorchExecutor::CopyTensor(int tensor, float* values) const {
  CopyElements(tensors_[tensor], values);
}

void TorchExecutor::CopyActivation(int block, int layer, float* values) const {
  TENFOLD_CHECK(layer < static_cast<int>(blocks_[block].activations.size()),
                "only Forward keeps the layers' outputs");
  CopyElements(blocks_[block].activations[layer], values);
}

void TorchExecutor::CopyInputGradient(float* values) const {
  TENFOLD_CHECK(options_.needs_input_gradient, "planned without the input's gradient");
  const torch::Tensor& gradient = tensors_[0].grad();
  if (gradient.defined()) {
    CopyElements(gradient, values);
  } else {
    std::fill_n(values, tensors_[0].numel(), 0.0f);
  }
}

}  // namespace tenfold::libtorch
