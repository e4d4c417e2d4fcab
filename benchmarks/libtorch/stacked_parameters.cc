#include "benchmarks/libtorch/stacked_parameters.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <variant>

namespace tenfold::benchmarks {
namespace {

// A parameter of one seed in its layout here.
at::Tensor LaidOut(const ParameterInfo& info, const std::vector<float>& values) {
  const std::vector<int64_t> shape(info.shape.begin(), info.shape.end());
  const at::Tensor tensor = at::from_blob(const_cast<float*>(values.data()), shape).clone();
  return shape.size() == 2 ? tensor.t().contiguous() : tensor;
}

// The size of a seed's view: a linear layer's bias is a row.
std::vector<int64_t> ViewSizes(int seeds, const at::Tensor& laid_out) {
  std::vector<int64_t> sizes = laid_out.sizes().vec();
  if (seeds > 1 && sizes.size() == 1) sizes.insert(sizes.begin(), 1);
  return StackedSizes(seeds, sizes);
}

}  // namespace

std::vector<int64_t> StackedSizes(int seeds, std::vector<int64_t> sizes) {
  if (seeds > 1) sizes.insert(sizes.begin(), seeds);
  return sizes;
}

StackedParameters::StackedParameters(const NetworkInfo& info, const OptimizerOptions& optimizer,
                                     const std::vector<std::vector<std::vector<float>>>& weights)
    : optimizer_(optimizer) {
  const int seeds = static_cast<int>(weights.size());
  const size_t count = info.parameters.size();
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  std::stable_partition(order.begin(), order.end(),
                        [&](size_t p) { return info.parameters[p].is_trained; });
  std::vector<at::Tensor> flat;  // in this order
  std::vector<std::vector<int64_t>> sizes(count);
  int64_t trained = 0;
  for (size_t p : order) {
    std::vector<at::Tensor> of_seeds;
    for (const auto& seed : weights) of_seeds.push_back(LaidOut(info.parameters[p], seed[p]));
    flat.push_back(at::stack(of_seeds).flatten());
    sizes[p] = ViewSizes(seeds, of_seeds.front());
    if (info.parameters[p].is_trained) trained += flat.back().numel();
  }
  values_ = at::cat(flat);
  trained_ = values_.narrow(0, 0, trained);
  gradients_ = at::zeros_like(trained_);
  scratch_ = at::zeros_like(trained_);
  for (int i = 0; i < StatesPerParameter(optimizer); ++i) {
    states_.push_back(at::zeros_like(trained_));
  }
  value_views_.resize(count);
  gradient_views_.resize(count);
  transposed_views_.resize(count);
  int64_t offset = 0;
  for (size_t i = 0; i < count; ++i) {
    const size_t p = order[i];
    const int64_t size = flat[i].numel();
    value_views_[p] = values_.narrow(0, offset, size).view(sizes[p]);
    if (info.parameters[p].is_trained) {
      gradient_views_[p] = gradients_.narrow(0, offset, size).view(sizes[p]);
    }
    if (info.parameters[p].shape.size() == 2) {
      transposed_views_[p] = value_views_[p].transpose(-2, -1);
    }
    offset += size;
  }
}

void StackedParameters::Update(double learning_rate) {
  clock_.Advance(optimizer_);
  if (const auto* sgd = std::get_if<SgdOptions>(&optimizer_)) {
    at::Tensor direction = gradients_;
    if (!states_.empty()) {
      states_[0].mul_(sgd->momentum).add_(gradients_);
      direction = sgd->nesterov ? gradients_.add(states_[0], sgd->momentum) : states_[0];
    }
    trained_.add_(direction, -learning_rate);
    return;
  }
  const auto& adam = std::get<AdamOptions>(optimizer_);
  if (adam.weight_decay != 0.0) trained_.mul_(1.0 - learning_rate * adam.weight_decay);
  states_[0].mul_(adam.beta1).add_(gradients_, 1.0 - adam.beta1);
  states_[1].mul_(adam.beta2).addcmul_(gradients_, gradients_, 1.0 - adam.beta2);
  at::sqrt_out(scratch_, states_[1]);
  // learning_rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon), times the second
  // root above and below.
  const double root = std::sqrt(1.0 - clock_.beta2_power);
  scratch_.add_(adam.epsilon * root);
  trained_.addcdiv_(states_[0], scratch_, -learning_rate * root / (1.0 - clock_.beta1_power));
}

}  // namespace tenfold::benchmarks
