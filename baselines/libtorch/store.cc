#include "baselines/libtorch/store.h"

#include <dlfcn.h>

#include <algorithm>
#include <atomic>
#include <type_traits>
#include <utility>
#include <variant>

#include "baselines/libtorch/running_values.h"
#include "engine/layers/dropout_mask.h"

namespace tenfold::libtorch {
namespace {

// The layer Comparison.
struct ComparisonModule : torch::nn::Module {
  torch::Tensor forward(const torch::Tensor& logits) {
    const std::vector<torch::Tensor> halves = logits.chunk(2, 1);
    return (halves[0].softmax(1) * SumsFrom(halves[1].softmax(1))).sum(1, /*keepdim=*/true);
  }
};

// GELU in its tanh form, and the mean of whole images: without modules of their own in LibTorch.
struct GeluModule : torch::nn::Module {
  torch::Tensor forward(const torch::Tensor& input) { return torch::gelu(input, "tanh"); }
};
struct GlobalAvgPool2dModule : torch::nn::Module {
  torch::Tensor forward(const torch::Tensor& input) { return input.mean({2, 3}, /*keepdim=*/true); }
};

// Dropout with the engine's mask.
struct DropoutModule : torch::nn::Module {
  DropoutModule(double rate, const DropoutStream& stream) : rate(rate), stream(stream) {}

  torch::Tensor forward(const torch::Tensor& input) {
    if (!is_training()) return input;
    const torch::Tensor factors = torch::empty(input.sizes());
    DropoutFactors(stream, rate, factors.numel(), factors.data_ptr<float>());
    return input * factors;
  }

  const double rate;
  DropoutStream stream;
};

// The counterpart of each layer; a new layer joins with a line here.
struct Append {
  torch::nn::Sequential& modules;
  const DropoutStream& dropout;

  void operator()(const Linear& layer) const {
    modules->push_back(torch::nn::Linear(
        torch::nn::LinearOptions(layer.in_features, layer.out_features).bias(layer.bias)));
  }
  void operator()(const Conv2d& layer) const {
    modules->push_back(torch::nn::Conv2d(
        torch::nn::Conv2dOptions(layer.in_channels, layer.out_channels, layer.kernel_size)
            .bias(layer.bias)
            .padding(layer.padding)));
  }
  void operator()(const MaxPool2d& layer) const {
    modules->push_back(torch::nn::MaxPool2d(
        torch::nn::MaxPool2dOptions(layer.kernel_size).ceil_mode(layer.ceil_mode)));
  }
  void operator()(const ReLU&) const { modules->push_back(torch::nn::ReLU()); }
  void operator()(const Tanh&) const { modules->push_back(torch::nn::Tanh()); }
  void operator()(const LeakyReLU& layer) const {
    modules->push_back(
        torch::nn::LeakyReLU(torch::nn::LeakyReLUOptions().negative_slope(layer.negative_slope)));
  }
  void operator()(const Sigmoid&) const { modules->push_back(torch::nn::Sigmoid()); }
  void operator()(const GELU&) const { modules->push_back(std::make_shared<GeluModule>()); }
  void operator()(const ELU& layer) const {
    modules->push_back(torch::nn::ELU(torch::nn::ELUOptions().alpha(layer.alpha)));
  }
  void operator()(const Softplus&) const { modules->push_back(torch::nn::Softplus()); }
  void operator()(const Flatten&) const { modules->push_back(torch::nn::Flatten()); }
  void operator()(const AvgPool2d& layer) const {
    if (layer.kernel_size == 0) {
      modules->push_back(std::make_shared<GlobalAvgPool2dModule>());
    } else {
      modules->push_back(torch::nn::AvgPool2d(layer.kernel_size));
    }
  }
  void operator()(const LayerNorm& layer) const {
    modules->push_back(
        torch::nn::LayerNorm(torch::nn::LayerNormOptions({layer.features}).eps(layer.epsilon)));
  }
  void operator()(const Dropout& layer) const {
    modules->push_back(std::make_shared<DropoutModule>(layer.rate, dropout));
  }
  void operator()(const Comparison&) const {
    modules->push_back(std::make_shared<ComparisonModule>());
  }
  void operator()(const BatchNorm1d& layer) const {
    modules->push_back(torch::nn::BatchNorm1d(OptionsOf(layer)));
  }
  void operator()(const BatchNorm2d& layer) const {
    modules->push_back(torch::nn::BatchNorm2d(OptionsOf(layer)));
  }

  template <typename L>
  void operator()(const L&) const {
    static_assert(sizeof(L) == 0, "this layer has no line in Append (baselines/libtorch/store.cc)");
  }

  static torch::nn::BatchNormOptions OptionsOf(const BatchNorm& layer) {
    return torch::nn::BatchNormOptions(layer.features).eps(layer.epsilon).momentum(layer.momentum);
  }
};

// The learning rate is set anew at each step.
constexpr double kAnyLearningRate = 0.1;

struct MakeOptimizer {
  std::vector<torch::Tensor>& parameters;

  std::unique_ptr<torch::optim::Optimizer> operator()(const SgdOptions& options) const {
    return std::make_unique<torch::optim::SGD>(
        parameters, torch::optim::SGDOptions(kAnyLearningRate)
                        .momentum(options.momentum)
                        // Which without momentum is nothing, and refused by LibTorch.
                        .nesterov(options.nesterov && options.momentum != 0.0));
  }
  std::unique_ptr<torch::optim::Optimizer> operator()(const AdamOptions& options) const {
    if (options.weight_decay != 0.0) {
      return std::make_unique<torch::optim::AdamW>(parameters,
                                                   torch::optim::AdamWOptions(kAnyLearningRate)
                                                       .betas({options.beta1, options.beta2})
                                                       .eps(options.epsilon)
                                                       .weight_decay(options.weight_decay));
    }
    return std::make_unique<torch::optim::Adam>(parameters,
                                                torch::optim::AdamOptions(kAnyLearningRate)
                                                    .betas({options.beta1, options.beta2})
                                                    .eps(options.epsilon));
  }
};

std::atomic<int> num_threads{1};

}  // namespace

void SetThreads(int threads) { num_threads = threads; }

void HoldThreads() {
  // OpenBLAS counts its threads for the whole process, LibTorch and OpenMP (oneDNN's threads) for
  // each thread.
  static const bool once = [] {
    at::set_num_interop_threads(1);
    using SetBlasThreads = void (*)(int);
    if (auto* set =
            reinterpret_cast<SetBlasThreads>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) {
      set(num_threads);
    }
    return true;
  }();
  (void)once;
  at::set_num_threads(num_threads);
}

TorchStore::TorchStore(const Network& network, const OptimizerOptions& optimizer)
    : max_grad_norm_(MaxGradNorm(optimizer)) {
  HoldThreads();
  const torch::NoGradGuard no_grad;
  DropoutStream dropout;
  dropout.forward_pass = &forward_pass_;
  for (const Block& block : network.blocks) {
    torch::nn::Sequential& modules = blocks_.emplace_back();
    for (const Layer& layer : block.layers) {
      std::visit(Append{modules, dropout}, layer);
      ++dropout.layer;
    }
    // Layer by layer, statistics behind what is trained.
    for (const std::shared_ptr<torch::nn::Module>& module : modules->children()) {
      for (torch::Tensor& parameter : module->parameters()) {
        parameters_.push_back(parameter.zero_());
        trained_.push_back(parameter);
      }
      for (const auto& buffer : module->named_buffers()) {
        if (buffer.value().is_floating_point()) parameters_.push_back(buffer.value().zero_());
      }
    }
  }
  if (!trained_.empty()) optimizer_ = std::visit(MakeOptimizer{trained_}, optimizer);
}

void TorchStore::SetValue(int parameter, const float* values) {
  const torch::NoGradGuard no_grad;
  torch::Tensor& tensor = parameters_[parameter];
  tensor.copy_(torch::from_blob(const_cast<float*>(values), tensor.sizes()));
}

void TorchStore::CopyValue(int parameter, float* values) const {
  CopyElements(parameters_[parameter], values);
}

void TorchStore::CopyGradient(int parameter, float* values) const {
  const torch::Tensor& gradient = parameters_[parameter].grad();
  if (gradient.defined()) {
    CopyElements(gradient, values);
  } else {
    std::fill_n(values, parameters_[parameter].numel(), 0.0f);
  }
}

void TorchStore::BeginForwardPass(const PlanOptions& options) {
  if (!options.evaluation) ++forward_pass_;
  for (torch::nn::Sequential& modules : blocks_) {
    if (modules->is_training() == options.evaluation) modules->train(!options.evaluation);
    for (const std::shared_ptr<torch::nn::Module>& module : modules->children()) {
      if (auto* dropout = module->as<DropoutModule>()) dropout->stream.seed = options.seed;
    }
  }
}

void TorchStore::ZeroGrad() {
  for (torch::Tensor& parameter : trained_) parameter.mutable_grad().reset();
}

void TorchStore::SetState(int parameter, int state, const float* values) {
  const torch::NoGradGuard no_grad;
  const torch::Tensor& of = parameters_[parameter];
  const torch::Tensor running = torch::from_blob(const_cast<float*>(values), of.sizes()).clone();
  VisitStateType(*optimizer_, [&]([[maybe_unused]] auto* type) {
    auto& all = StateOf<std::remove_pointer_t<decltype(type)>>(*optimizer_, of);
    SetRunningValue(all, state, running);
    SetSteps(all, steps_);
  });
}

void TorchStore::CopyState(int parameter, int state, float* values) const {
  const torch::Tensor& of = parameters_[parameter];
  const States& states = std::as_const(*optimizer_).state();
  const auto found = states.find(StateKey(of));
  if (found == states.end()) {
    std::fill_n(values, of.numel(), 0.0f);
    return;
  }
  VisitStateType(*optimizer_, [&]([[maybe_unused]] auto* type) {
    CopyElements(RunningValue(static_cast<decltype(*type)>(*found->second), state), values);
  });
}

void TorchStore::SetClock(const TrainingClock& clock) {
  steps_ = clock.steps;
  forward_pass_ = clock.forward_passes - 1;
  if (optimizer_ == nullptr) return;
  // LibTorch makes the states in its first step.
  if (steps_ == 0) optimizer_->state().clear();
  VisitStateType(*optimizer_, [&]([[maybe_unused]] auto* type) {
    for (auto& state : optimizer_->state()) {
      SetSteps(static_cast<decltype(*type)>(*state.second), steps_);
    }
  });
}

void TorchStore::Step(double learning_rate) {
  ++steps_;
  if (optimizer_ == nullptr) return;
  // A parameter that no loss reaches: LibTorch would leave it alone, momentum moves it.
  for (torch::Tensor& parameter : trained_) {
    if (!parameter.grad().defined()) parameter.mutable_grad() = torch::zeros_like(parameter);
  }
  if (max_grad_norm_ > 0.0) torch::nn::utils::clip_grad_norm_(trained_, max_grad_norm_);
  for (torch::optim::OptimizerParamGroup& group : optimizer_->param_groups()) {
    group.options().set_lr(learning_rate);
  }
  optimizer_->step();
}

torch::Tensor SumsFrom(const torch::Tensor& probabilities) {
  return probabilities.flip(1).cumsum(1).flip(1);
}

void CopyElements(const torch::Tensor& tensor, float* values) {
  const torch::Tensor elements = tensor.detach().contiguous();
  std::copy_n(elements.data_ptr<float>(), elements.numel(), values);
}

}  // namespace tenfold::libtorch
