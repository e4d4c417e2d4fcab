#include "engine/backends/simd/store.h"

#include <algorithm>
#include <cmath>

namespace tenfold::simd {
namespace {

// Between the canonical layout [out, in] and [in, padded out].
void ToLayout(const LaidOutParameter& p, const float* canonical, AlignedVector<float>& values) {
  if (!p.is_linear_weight) {
    std::copy_n(canonical, NumElements(p.parameter.info.shape), values.begin());
    return;
  }
  const int stride = Padded(p.out_features);
  for (int o = 0; o < p.out_features; ++o) {
    for (int i = 0; i < p.in_features; ++i)
      values[i * stride + o] = canonical[o * p.in_features + i];
  }
}

void FromLayout(const LaidOutParameter& p, const AlignedVector<float>& values, float* canonical) {
  if (!p.is_linear_weight) {
    std::copy_n(values.begin(), NumElements(p.parameter.info.shape), canonical);
    return;
  }
  const int stride = Padded(p.out_features);
  for (int o = 0; o < p.out_features; ++o) {
    for (int i = 0; i < p.in_features; ++i)
      canonical[o * p.in_features + i] = values[i * stride + o];
  }
}

bool IsPlainSgd(const OptimizerOptions& optimizer) {
  const auto* sgd = std::get_if<SgdOptions>(&optimizer);
  return sgd != nullptr && sgd->momentum == 0.0;
}

}  // namespace

SimdStore::SimdStore(const Network& network, const NetworkInfo& info,
                     const OptimizerOptions& optimizer, const Kernels& kernels)
    : optimizer_(optimizer), kernels_(kernels), plain_sgd_(IsPlainSgd(optimizer)) {
  parameters_.resize(info.parameters.size());
  for (size_t b = 0; b < network.blocks.size(); ++b) {
    for (size_t i = 0; i < network.blocks[b].layers.size(); ++i) {
      const auto* linear = std::get_if<Linear>(&network.blocks[b].layers[i]);
      if (linear == nullptr) continue;
      LaidOutParameter& weight = parameters_[info.blocks[b].first_parameter[i]];
      weight.is_linear_weight = true;
      weight.in_features = linear->in_features;
      weight.out_features = linear->out_features;
      weight.transposed.resize(int64_t{linear->out_features} * Padded(linear->in_features));
    }
  }
  for (size_t i = 0; i < parameters_.size(); ++i) {
    LaidOutParameter& p = parameters_[i];
    const int64_t n = NumElements(info.parameters[i].shape);
    const AlignedVector<float> zeros(p.is_linear_weight
                                         ? int64_t{p.in_features} * Padded(p.out_features)
                                         : Padded(static_cast<int>(n)));
    p.parameter = {info.parameters[i], zeros, zeros,
                   std::vector<AlignedVector<float>>(StatesPerParameter(optimizer), zeros)};
  }
}

void SimdStore::SetValue(int parameter, const float* values) {
  ToLayout(parameters_[parameter], values, parameters_[parameter].parameter.value);
  parameters_[parameter].transposed_is_current = false;
}

void SimdStore::CopyValue(int parameter, float* values) const {
  FromLayout(parameters_[parameter], parameters_[parameter].parameter.value, values);
}

void SimdStore::CopyGradient(int parameter, float* values) const {
  FromLayout(parameters_[parameter], parameters_[parameter].parameter.grad, values);
}

void SimdStore::ZeroGrad() {
  for (LaidOutParameter& p : parameters_) {
    std::fill(p.parameter.grad.begin(), p.parameter.grad.end(), 0.0f);
  }
}

void SimdStore::PrepareUpdate(double learning_rate) {
  clock_.Advance(optimizer_);
  rate_ = static_cast<float>(learning_rate);
  if (const auto* adam = std::get_if<AdamOptions>(&optimizer_)) {
    adam_ = {static_cast<float>(adam->beta1),
             static_cast<float>(adam->beta2),
             static_cast<float>(1.0 - adam->beta1),
             static_cast<float>(1.0 - adam->beta2),
             static_cast<float>(adam->epsilon),
             static_cast<float>(learning_rate / (1.0 - clock_.beta1_power)),
             static_cast<float>(1.0 / std::sqrt(1.0 - clock_.beta2_power))};
  }
}

void SimdStore::Update(LaidOutParameter& p) {
  Parameter<float>& parameter = p.parameter;
  const long n = static_cast<long>(parameter.value.size());
  if (const auto* sgd = std::get_if<SgdOptions>(&optimizer_)) {
    kernels_.sgd(n, rate_, static_cast<float>(sgd->momentum), sgd->nesterov, parameter.grad.data(),
                 parameter.value.data(),
                 parameter.states.empty() ? nullptr : parameter.states[0].data());
  } else {
    kernels_.adam(n, adam_, parameter.grad.data(), parameter.value.data(),
                  parameter.states[0].data(), parameter.states[1].data());
  }
  p.transposed_is_current = false;
}

void SimdStore::Step(double learning_rate) {
  PrepareUpdate(learning_rate);
  for (LaidOutParameter& p : parameters_) Update(p);
}

void SimdStore::BeginTrainStep(double learning_rate) {
  PrepareUpdate(learning_rate);
  in_train_step_ = true;
}

void SimdStore::EndTrainStep(double) { in_train_step_ = false; }

const float* SimdStore::Transposed(LaidOutParameter& p) {
  if (!p.transposed_is_current) {
    kernels_.transpose(p.in_features, p.out_features, p.parameter.value.data(),
                       Padded(p.out_features), p.transposed.data(), Padded(p.in_features));
    p.transposed_is_current = true;
  }
  return p.transposed.data();
}

}  // namespace tenfold::simd
