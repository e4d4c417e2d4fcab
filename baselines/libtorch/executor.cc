#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/status_macros.h"
#include "baselines/libtorch/libtorch.h"
#include "baselines/libtorch/store.h"

namespace tenfold::libtorch {
namespace {

using torch::indexing::None;
using torch::indexing::Slice;

// The caller's values as they are, without a copy.
torch::Tensor Wrap(const float* values, torch::IntArrayRef sizes) {
  return torch::from_blob(const_cast<float*>(values), sizes);
}

torch::Tensor Select(const torch::Tensor& tensor, Rows rows) {
  switch (rows) {
    case Rows::kAll:
      return tensor;
    case Rows::kEven:
      return tensor.index({Slice(0, None, 2)});
    case Rows::kOdd:
      return tensor.index({Slice(1, None, 2)});
    case Rows::kAdjacentPairs:
      return tensor.reshape({tensor.size(0) / 2, 2 * tensor.size(1)});
  }
  return tensor;
}

// LibTorch refuses a batch norm in training with one value per feature. Here it is as in every
// engine: the value's deviation is 0, so the output is the bias, nothing flows back, and the
// running variance takes a variance of 0.
template <typename BatchNormImpl>
bool IsOneValuePerFeature(const BatchNormImpl& norm, const torch::Tensor& input) {
  return norm.is_training() && input.numel() == input.size(1);
}

template <typename BatchNormImpl>
torch::Tensor NormalizeOneValue(BatchNormImpl& norm, const torch::Tensor& input) {
  const double momentum = norm.options.momentum().value();
  {
    const torch::NoGradGuard no_grad;
    norm.running_mean.mul_(1.0 - momentum).add_(input.detach().flatten(), momentum);
    norm.running_var.mul_(1.0 - momentum);
  }
  return (norm.bias + norm.weight * 0.0).reshape(input.sizes()) + input * 0.0;
}

// LibTorch refuses NaN, by which a training that diverged is known.
torch::Tensor BinaryCrossEntropy(const torch::Tensor& probabilities, const torch::Tensor& targets) {
  try {
    return torch::binary_cross_entropy(probabilities, targets);
  } catch (const c10::Error&) {
    if (!probabilities.isnan().any().item<bool>()) throw;
    return probabilities.sum();
  }
}

class TorchExecutor final : public Executor {
 public:
  TorchExecutor(const Network& network, NetworkInfo info, PlanOptions options,
                std::vector<int> loss_tensors, std::shared_ptr<TorchStore> store)
      : network_(network),
        info_(std::move(info)),
        options_(std::move(options)),
        loss_tensors_(std::move(loss_tensors)),
        store_(std::move(store)),
        tensors_(info_.tensors.size()),
        activations_(info_.blocks.size()) {}

  double TrainStep(const float* input, int rows, absl::Span<const Targets> targets,
                   double learning_rate) override {
    HoldThreads();
    store_->ZeroGrad();
    keep_activations_ = false;
    RunForward(Wrap(input, InputSizes(rows)));
    const torch::Tensor loss = Loss(targets);
    if (loss.requires_grad()) loss.backward();
    store_->Step(learning_rate);
    tensors_[0].reset();
    return loss.item<double>();
  }

  void Forward(const float* input, int rows) override {
    HoldThreads();
    keep_activations_ = true;
    RunForward(Wrap(input, InputSizes(rows)).clone());
  }

  double ComputeLoss(absl::Span<const Targets> targets) override {
    HoldThreads();
    root_ = Loss(targets);
    root_gradient_.reset();
    return root_.defined() ? root_.item<double>() : 0.0;
  }

  void SetGradient(int tensor, const float* gradient) override {
    TENFOLD_CHECK(tensor > 0, "the gradient of the network's input is a result");
    root_ = tensors_[tensor];
    root_gradient_ = Wrap(gradient, root_.sizes()).clone();
  }

  void Backward() override {
    TENFOLD_CHECK(!options_.evaluation, "planned for evaluation");
    HoldThreads();
    tensors_[0].mutable_grad().reset();
    // A forward pass may be followed by several backward passes.
    if (root_.defined() && root_.requires_grad()) {
      root_.backward(root_gradient_, /*retain_graph=*/true);
    }
    root_.reset();
  }

  void Step(double learning_rate) override {
    HoldThreads();
    store_->Step(learning_rate);
  }

  void CopyTensor(int tensor, float* values) const override {
    TENFOLD_CHECK(tensors_[tensor].defined(), "TrainStep does not keep the input");
    CopyElements(tensors_[tensor], values);
  }

  void CopyActivation(int block, int layer, float* values) const override {
    TENFOLD_CHECK(keep_activations_, "TrainStep does not keep the outputs of layers");
    CopyElements(activations_[block][layer], values);
  }

  void CopyInputGradient(float* values) const override {
    TENFOLD_CHECK(options_.needs_input_gradient, "planned without the input's gradient");
    const torch::Tensor& gradient = tensors_[0].grad();
    CopyElements(gradient.defined() ? gradient : torch::zeros_like(tensors_[0]), values);
  }

 private:
  std::vector<int64_t> InputSizes(int rows) const {
    TENFOLD_CHECK(rows > 0 && rows <= options_.max_rows && rows % info_.row_multiple == 0, rows,
                  " rows, planned for ", options_.max_rows, " in multiples of ",
                  info_.row_multiple);
    std::vector<int64_t> sizes = {rows};
    sizes.insert(sizes.end(), network_.input_shape.begin(), network_.input_shape.end());
    return sizes;
  }

  void RunForward(torch::Tensor input) {
    store_->BeginForwardPass(options_);
    for (torch::Tensor& tensor : tensors_) tensor.reset();
    tensors_[0] = std::move(input);
    if (options_.needs_input_gradient) tensors_[0].requires_grad_();
    for (size_t b = 0; b < info_.blocks.size(); ++b) {
      const Rows rows = network_.blocks[b].rows;
      torch::Tensor result = RunBlock(b, Select(tensors_[info_.blocks[b].input], rows));
      if (const int skip = info_.blocks[b].skip; skip >= 0) {
        // Pairs have been made before.
        const bool all = rows == Rows::kAdjacentPairs;
        result = result + (all ? tensors_[skip] : Select(tensors_[skip], rows));
      }
      torch::Tensor& output = tensors_[info_.blocks[b].output];
      if (!output.defined()) {
        output = std::move(result);
      } else {
        // The other half of the rows is there already.
        output = rows == Rows::kOdd ? torch::stack({output, result}, 1)
                                    : torch::stack({result, output}, 1);
        output = output.flatten(0, 1);
      }
    }
  }

  // What Sequential's forward does, which does not show the layers' outputs.
  torch::Tensor RunBlock(size_t block, torch::Tensor tensor) {
    activations_[block].clear();
    for (torch::nn::AnyModule& module : *store_->blocks()[block]) {
      const std::shared_ptr<torch::nn::Module> pointer = module.ptr();
      auto* const norm1d = pointer->as<torch::nn::BatchNorm1dImpl>();
      auto* const norm2d = pointer->as<torch::nn::BatchNorm2dImpl>();
      if (norm1d != nullptr && IsOneValuePerFeature(*norm1d, tensor)) {
        tensor = NormalizeOneValue(*norm1d, tensor);
      } else if (norm2d != nullptr && IsOneValuePerFeature(*norm2d, tensor)) {
        tensor = NormalizeOneValue(*norm2d, tensor);
      } else {
        tensor = module.any_forward(std::move(tensor)).get<torch::Tensor>();
      }
      if (keep_activations_) activations_[block].push_back(tensor);
    }
    return tensor;
  }

  // Of the last forward pass; undefined without losses.
  torch::Tensor Loss(absl::Span<const Targets> targets) const {
    TENFOLD_CHECK(targets.size() == options_.losses.size(), targets.size(), " targets for ",
                  options_.losses.size(), " losses");
    torch::Tensor sum;
    for (size_t i = 0; i < targets.size(); ++i) {
      const torch::Tensor& output = tensors_[loss_tensors_[i]];
      torch::Tensor loss;
      switch (options_.losses[i].kind) {
        case LossKind::kMse:
          loss = torch::mse_loss(output, Wrap(targets[i].values, output.sizes()));
          break;
        case LossKind::kAbsolute:
          loss = torch::l1_loss(output, Wrap(targets[i].values, output.sizes()));
          break;
        case LossKind::kHuber:
          loss = torch::huber_loss(output, Wrap(targets[i].values, output.sizes()),
                                   at::Reduction::Mean, options_.losses[i].delta);
          break;
        case LossKind::kCrossEntropy: {
          auto* const classes = const_cast<int32_t*>(targets[i].classes);
          const std::vector<double>& weights = options_.losses[i].class_weights;
          loss = torch::cross_entropy_loss(
              output.flatten(1),
              torch::from_blob(classes, {output.size(0)}, torch::kInt).to(torch::kLong),
              weights.empty() ? torch::Tensor() : torch::tensor(weights, torch::kFloat),
              at::Reduction::Mean, /*ignore_index=*/-100, options_.losses[i].label_smoothing);
          break;
        }
        case LossKind::kAllPairs: {
          const torch::Tensor classes = torch::from_blob(const_cast<int32_t*>(targets[i].classes),
                                                         {output.size(0)}, torch::kInt);
          const torch::Tensor p = output.flatten(1).softmax(1);
          const double low = options_.losses[i].least_probability;
          loss =
              BinaryCrossEntropy(p.mm(SumsFrom(p).t()).clamp(low, 1.0 - low),
                                 classes.unsqueeze(1).le(classes.unsqueeze(0)).to(torch::kFloat));
          break;
        }
        case LossKind::kBinaryCrossEntropy: {
          const double low = options_.losses[i].least_probability;
          loss = BinaryCrossEntropy(output.clamp(low, 1.0 - low),
                                    Wrap(targets[i].values, output.sizes()));
          break;
        }
      }
      if (options_.losses[i].weight != 1.0) loss = loss * options_.losses[i].weight;
      sum = sum.defined() ? sum + loss : loss;
    }
    return sum;
  }

  const Network network_;
  const NetworkInfo info_;
  const PlanOptions options_;
  const std::vector<int> loss_tensors_;
  const std::shared_ptr<TorchStore> store_;

  // Of the last forward pass, as LibTorch has them: rows first.
  std::vector<torch::Tensor> tensors_;
  std::vector<std::vector<torch::Tensor>> activations_;  // [block][layer]
  bool keep_activations_ = false;
  torch::Tensor root_, root_gradient_;  // where Backward starts, and with what
};

class TorchBackend final : public Backend {
 public:
  absl::string_view name() const override { return "libtorch"; }

  absl::StatusOr<std::shared_ptr<ParameterStore>> MakeStore(
      const Network& network, const OptimizerOptions& optimizer) const override {
    TENFOLD_RETURN_IF_ERROR(Analyze(network).status());
    try {
      return std::make_shared<TorchStore>(network, optimizer);
    } catch (const c10::Error& error) {
      return absl::UnimplementedError(absl::StrCat("libtorch: ", error.what_without_backtrace()));
    }
  }

  absl::StatusOr<std::unique_ptr<Executor>> Plan(
      const Network& network, const PlanOptions& options,
      std::shared_ptr<ParameterStore> store) const override {
    TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(network));
    TENFOLD_ASSIGN_OR_RETURN(std::vector<int> loss_tensors, CheckPlanOptions(info, options));
    auto torch_store = std::static_pointer_cast<TorchStore>(std::move(store));
    TENFOLD_CHECK(torch_store != nullptr && torch_store->num_parameters() == info.parameters.size(),
                  "the store was made for another network");
    return std::make_unique<TorchExecutor>(network, std::move(info), options,
                                           std::move(loss_tensors), std::move(torch_store));
  }
};

}  // namespace

const Backend& GetBackend() {
  static const TorchBackend backend;
  return backend;
}

}  // namespace tenfold::libtorch
