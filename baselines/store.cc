#include "baselines/store.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace tenfold::libtorch {
namespace {

namespace nn = torch::nn;
namespace optim = torch::optim;

struct AppendModule {
  nn::Sequential& modules;

  void operator()(const Linear& layer) {
    modules->push_back(
        nn::Linear(nn::LinearOptions(layer.in_features, layer.out_features).bias(layer.bias)));
  }
  void operator()(const Conv2d& layer) {
    modules->push_back(
        nn::Conv2d(nn::Conv2dOptions(layer.in_channels, layer.out_channels, layer.kernel_size)
                       .bias(layer.bias)));
  }
  void operator()(const MaxPool2d& layer) { modules->push_back(nn::MaxPool2d(layer.kernel_size)); }
  void operator()(const ReLU&) { modules->push_back(nn::ReLU()); }
  void operator()(const Tanh&) { modules->push_back(nn::Tanh()); }
  void operator()(const Flatten&) { modules->push_back(nn::Flatten()); }
};

// The learning rate comes with each step.
std::unique_ptr<optim::Optimizer> MakeOptimizer(const OptimizerOptions& options,
                                                const std::vector<torch::Tensor>& parameters) {
  if (const auto* sgd = std::get_if<SgdOptions>(&options)) {
    return std::make_unique<optim::SGD>(
        parameters, optim::SGDOptions(0.0).momentum(sgd->momentum).nesterov(sgd->nesterov));
  }
  const AdamOptions& adam = std::get<AdamOptions>(options);
  return std::make_unique<optim::Adam>(
      parameters, optim::AdamOptions(0.0).betas({adam.beta1, adam.beta2}).eps(adam.epsilon));
}

}  // namespace

Store::Store(const Network& network, const OptimizerOptions& optimizer) {
  for (const Block& block : network.blocks) {
    nn::Sequential modules;
    for (const Layer& layer : block.layers) std::visit(AppendModule{modules}, layer);
    for (torch::Tensor& parameter : modules->parameters()) parameters_.push_back(parameter);
    blocks_.push_back(std::move(modules));
  }
  const torch::NoGradGuard no_grad;
  for (torch::Tensor& parameter : parameters_) parameter.zero_();
  optimizer_ = MakeOptimizer(optimizer, parameters_);
}

void Store::SetValue(int parameter, const float* values) {
  std::copy_n(values, parameters_[parameter].numel(), parameters_[parameter].data_ptr<float>());
}

void Store::CopyValue(int parameter, float* values) const {
  CopyElements(parameters_[parameter], values);
}

void Store::CopyGradient(int parameter, float* values) const {
  const torch::Tensor& gradient = parameters_[parameter].grad();
  if (gradient.defined()) {
    CopyElements(gradient, values);
  } else {
    std::fill_n(values, parameters_[parameter].numel(), 0.0f);
  }
}

// Not by the optimizer's zero_grad: what that does depends on the version.
void Store::ZeroGrad() {
  for (torch::Tensor& parameter : parameters_) parameter.mutable_grad().reset();
}

void Store::Step(double learning_rate) {
  for (torch::Tensor& parameter : parameters_) {
    // The optimizers skip what has no gradient, where a zero would move it by its momentum.
    if (!parameter.grad().defined()) parameter.mutable_grad() = torch::zeros_like(parameter);
  }
  for (optim::OptimizerParamGroup& group : optimizer_->param_groups()) {
    group.options().set_lr(learning_rate);
  }
  optimizer_->step();
}

void CopyElements(const torch::Tensor& tensor, float* values) {
  const torch::Tensor contiguous = tensor.detach().contiguous();
  std::copy_n(contiguous.data_ptr<float>(), contiguous.numel(), values);
}

}  // namespace tenfold::libtorch
